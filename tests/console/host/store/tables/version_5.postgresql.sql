CREATE FUNCTION public.audit_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'the audit is append only'; END $$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit (
    number integer NOT NULL,
    time_ms bigint NOT NULL,
    event character varying(40) NOT NULL,
    session bytea NOT NULL,
    member integer NOT NULL,
    who character varying(200) NOT NULL,
    detail character varying(200) NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.desks (
    group_id integer NOT NULL,
    host integer NOT NULL
);
CREATE TABLE public.groups (
    id integer NOT NULL,
    name character varying(200) NOT NULL,
    parent_id integer,
    sessions integer DEFAULT 0 NOT NULL,
    channel character varying(40),
    desk_reads boolean DEFAULT false NOT NULL
);
CREATE SEQUENCE public.groups_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.groups_id_seq OWNED BY public.groups.id;
CREATE TABLE public.heads (
    id integer NOT NULL,
    audit_number integer NOT NULL,
    audit_hash bytea NOT NULL,
    starts integer NOT NULL,
    accounts integer DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.heads_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.heads_id_seq OWNED BY public.heads.id;
CREATE TABLE public.hosts (
    id integer NOT NULL,
    slot integer,
    address character varying(300) NOT NULL,
    lease_until_ms bigint NOT NULL
);
CREATE TABLE public.lost_waits (
    id integer NOT NULL,
    channel character varying(40) NOT NULL,
    since_ms bigint NOT NULL,
    ended_ms bigint NOT NULL,
    reason character varying(40) NOT NULL
);
CREATE SEQUENCE public.lost_waits_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.lost_waits_id_seq OWNED BY public.lost_waits.id;
CREATE TABLE public.names (
    mark character varying(40) NOT NULL,
    technician_id integer NOT NULL,
    name character varying(200) NOT NULL,
    salt bytea
);
CREATE TABLE public.replies (
    group_id integer NOT NULL,
    "position" integer NOT NULL,
    text character varying(500) NOT NULL
);
CREATE TABLE public.rights (
    group_id integer NOT NULL,
    name character varying(40) NOT NULL,
    setting character varying(10) NOT NULL,
    locked boolean NOT NULL
);
CREATE TABLE public.seats (
    session bytea NOT NULL,
    member integer NOT NULL,
    role character varying(20) NOT NULL,
    token_hash bytea NOT NULL,
    opened_ms bigint NOT NULL,
    closed_ms bigint,
    reason character varying(40),
    technician_id integer
);
CREATE TABLE public.sessions (
    id bytea NOT NULL,
    technician_id integer NOT NULL,
    opened_ms bigint NOT NULL,
    closed_ms bigint,
    reason character varying(40),
    sharing integer DEFAULT 0 NOT NULL,
    on_hold boolean DEFAULT false NOT NULL,
    channel character varying(40),
    waited_ms bigint,
    host integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.shares (
    id integer NOT NULL,
    session bytea NOT NULL,
    member integer NOT NULL,
    technician_id integer,
    started_ms bigint NOT NULL,
    ended_ms bigint
);
CREATE SEQUENCE public.shares_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.shares_id_seq OWNED BY public.shares.id;
CREATE TABLE public.technicians (
    id integer NOT NULL,
    name character varying(200) NOT NULL,
    group_id integer NOT NULL,
    administrator boolean DEFAULT false NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    password_hash character varying(200),
    passwords integer DEFAULT 0 NOT NULL,
    removed boolean DEFAULT false NOT NULL,
    unlocks integer DEFAULT 0 NOT NULL
);
CREATE SEQUENCE public.technicians_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.technicians_id_seq OWNED BY public.technicians.id;
CREATE TABLE public.waits (
    token_hash bytea NOT NULL,
    channel character varying(40) NOT NULL,
    since_ms bigint NOT NULL
);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.heads ALTER COLUMN id SET DEFAULT nextval('public.heads_id_seq'::regclass);
ALTER TABLE ONLY public.lost_waits ALTER COLUMN id SET DEFAULT nextval('public.lost_waits_id_seq'::regclass);
ALTER TABLE ONLY public.shares ALTER COLUMN id SET DEFAULT nextval('public.shares_id_seq'::regclass);
ALTER TABLE ONLY public.technicians ALTER COLUMN id SET DEFAULT nextval('public.technicians_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('5');
INSERT INTO public.audit VALUES (1, 1699740800000, 'technician_added', '\x', 0, '(command line)', ' in support administrator', '\xac9ce116144ccfbceefe3dab35897ae2ef45284047446b45a2ceae7e2a59fdc9');
INSERT INTO public.audit VALUES (2, 1699740800000, 'group_added', '\x', 0, '', 'above in the top allowing everything', '\x2f12d9e8127843eb0ab995ec28ffdaeba1562864f1ec00c976e87bf095f73afb');
INSERT INTO public.audit VALUES (3, 1699740800000, 'group_added', '\x', 0, '', 'second level in above', '\x2bbe8a9ffb53eb39c7fafb5b795ee0167b9b5a9fbcca242b22400d26a9f16953');
INSERT INTO public.audit VALUES (4, 1699740800000, 'group_changed', '\x', 0, '', 'second level channel=helpdesk', '\x0271436f305eae4537ec494700bc6e8b773f35cda61dfe878b24aa8fee01859a');
INSERT INTO public.audit VALUES (5, 1699740800000, 'group_changed', '\x', 0, '', 'second level desk_reads=on', '\x2d3ae3f2897abad9a275b3f1ea6bec462ab7ddc260a5cb8a2d412c2a3eb322ba');
INSERT INTO public.audit VALUES (6, 1699740800000, 'replies_changed', '\x', 0, '', 'second level', '\xfafd2a523e014488b3e6a865cc2523975369f12b2bf4eaf40116592b00e6dc8d');
INSERT INTO public.audit VALUES (7, 1699740800000, 'technician_added', '\x', 0, '', ' in second level', '\x11acfacf070608b1d31ebba21f1082250ae7a8325cf0f10feaa1dbd22f099a1f');
INSERT INTO public.audit VALUES (8, 1699740800000, 'technician_added', '\x', 0, '', ' in second level', '\x0bb7613d396a8e2bf560acc696fbf561ee96542a9d636df3bdc20754d3e0013d');
INSERT INTO public.audit VALUES (9, 1699740800000, 'technician_removed', '\x', 0, '', 'former technician 4', '\xb149217f76aaedab985ddad4c4f353351098a3a2148c02c48919798c90a49450');
INSERT INTO public.audit VALUES (10, 1699827201000, 'session_opened', '\x00000000000000000000000000000001', 1, '', '', '\x98a92cd80af0e920c55bc6df406949d7667c280e75e004780010a78c113b0cb7');
INSERT INTO public.audit VALUES (11, 1699827202000, 'waited', '\x', 0, '192.0.2.1', 'helpdesk', '\x887a4530f86c14156d8304c6659c5fe94e672e3bbba9282e6e65952b4768129a');
INSERT INTO public.audit VALUES (12, 1699827203000, 'picked_up', '\x00000000000000000000000000000001', 0, '', 'helpdesk', '\x5115d0b30f1785d6e310ff1c344cc58fe8fee6ea9adf69c47c6a63537ed6de4e');
INSERT INTO public.audit VALUES (13, 1699827204000, 'member_joined', '\x00000000000000000000000000000001', 2, '192.0.2.1', '', '\xdee362c90a6a46628e8682ade527ba6b9143e4cf0e14d3b67664a5cf88385e87');
INSERT INTO public.audit VALUES (14, 1699827205000, 'share_started', '\x00000000000000000000000000000001', 1, '', '', '\xc6fca1efa40533d027711c5370d1958f281da062731211de6170abd0ca05c45f');
INSERT INTO public.audit VALUES (15, 1699827206000, 'session_closed', '\x00000000000000000000000000000001', 1, '', 'ended_by_lead', '\x129dce8a37728d5badd685fb18954aa760f7c0a1384685b96540668d3870f7f7');
INSERT INTO public.audit VALUES (16, 1699827207000, 'waited', '\x', 0, '192.0.2.2', 'helpdesk', '\x196fc14800de1dccbaf4e1b4569a51303ff41d2b13e5d4cf3db26adea590c848');
INSERT INTO public.audit VALUES (17, 1699827208000, 'gave_up', '\x', 0, '192.0.2.2', 'helpdesk left', '\x6d4ef05d34027c7496858f873bcd5f35667cd9668aa93715ad2ad24ff6893f90');
INSERT INTO public.audit VALUES (18, 1700000001000, 'waited', '\x', 0, '192.0.2.3', 'helpdesk', '\xdbcd67f22871b9737db9aab30dc89d20edacf0ca92b1b9bd518da1ee0aa3a2e8');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (2, 'above', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (3, 'second level', 2, 0, 'helpdesk', true);
INSERT INTO public.heads VALUES (1, 18, '\xdbcd67f22871b9737db9aab30dc89d20edacf0ca92b1b9bd518da1ee0aa3a2e8', 1, 8);
INSERT INTO public.lost_waits VALUES (1, 'helpdesk', 1699827206000, 1699827208000, 'left');
INSERT INTO public.names VALUES ('', 2, 'Ada', '\x6379b2a91596719a99c64dc31dd0ffe6');
INSERT INTO public.names VALUES ('', 3, 'Bob', '\xc3554eed565b601c00f5e04443695ca8');
INSERT INTO public.names VALUES ('', 4, 'former technician 4', NULL);
INSERT INTO public.replies VALUES (3, 0, 'Hello');
INSERT INTO public.rights VALUES (1, 'chat', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (1, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (1, 'invite', 'on', false);
INSERT INTO public.rights VALUES (1, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (1, 'hold', 'on', false);
INSERT INTO public.rights VALUES (1, 'end', 'on', false);
INSERT INTO public.rights VALUES (2, 'chat', 'on', false);
INSERT INTO public.rights VALUES (2, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (2, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (2, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (2, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (2, 'invite', 'on', false);
INSERT INTO public.rights VALUES (2, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (2, 'hold', 'on', false);
INSERT INTO public.rights VALUES (2, 'end', 'on', false);
INSERT INTO public.rights VALUES (3, 'chat', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'share_screen', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'view_customer', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'control_customer', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'share_during_control', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'invite', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'transfer', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'hold', 'inherit', false);
INSERT INTO public.rights VALUES (3, 'end', 'inherit', false);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 1, 'lead', '\x8a83665f3798727f14f92ad0e6c99fdab08ee731d6cd644c131223fd2f4fed2a', 1699827201000, NULL, NULL, 3);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 2, 'customer', '\xdeb0e38ced1e41de6f92e70e80c418d2d356afaaa99e26f5939dbc7d3ef4772a', 1699827204000, NULL, NULL, NULL);
INSERT INTO public.sessions VALUES ('\x00000000000000000000000000000001', 3, 1699827201000, 1699827206000, 'ended_by_lead', 1, false, 'helpdesk', 32000, 0);
INSERT INTO public.shares VALUES (1, '\x00000000000000000000000000000001', 1, 3, 1699827205000, 1699827206000);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$XkQ41lJTjTuj7cwVq/rpTw$cb9dEtQztXz2JYEEDy7tK7EGyNuHbMuYEVrVhbIFEbY', 1, false, 0);
INSERT INTO public.technicians VALUES (3, 'Bob', 3, false, false, '$argon2id$v=19$m=65536,t=3,p=4$TtBIEJFKFh2X1C3aMZ/+uA$+6Luh1Sl7EQ6ueX518wVGm/d6lLyw7LnYIG2zJEZQ+I', 1, false, 0);
INSERT INTO public.technicians VALUES (4, 'former technician 4', 3, false, true, NULL, 1, true, 0);
INSERT INTO public.waits VALUES ('\x22af5eb7a99e9a167adafc9b1c22f688cb7d7f87cd31c10e00dda28bd0953cfc', 'helpdesk', 1699999940000);
SELECT pg_catalog.setval('public.groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.heads_id_seq', 1, false);
SELECT pg_catalog.setval('public.lost_waits_id_seq', 1, true);
SELECT pg_catalog.setval('public.shares_id_seq', 1, true);
SELECT pg_catalog.setval('public.technicians_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.desks
    ADD CONSTRAINT desks_pkey PRIMARY KEY (group_id);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_name_key UNIQUE (name);
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.heads
    ADD CONSTRAINT heads_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT hosts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT hosts_slot_key UNIQUE (slot);
ALTER TABLE ONLY public.lost_waits
    ADD CONSTRAINT lost_waits_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.names
    ADD CONSTRAINT names_pkey PRIMARY KEY (mark);
ALTER TABLE ONLY public.replies
    ADD CONSTRAINT replies_pkey PRIMARY KEY (group_id, "position");
ALTER TABLE ONLY public.rights
    ADD CONSTRAINT rights_pkey PRIMARY KEY (group_id, name);
ALTER TABLE ONLY public.seats
    ADD CONSTRAINT seats_pkey PRIMARY KEY (session, member);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shares
    ADD CONSTRAINT shares_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.technicians
    ADD CONSTRAINT technicians_name_key UNIQUE (name);
ALTER TABLE ONLY public.technicians
    ADD CONSTRAINT technicians_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.waits
    ADD CONSTRAINT waits_pkey PRIMARY KEY (token_hash);
CREATE INDEX audit_time ON public.audit USING btree (time_ms, number);
CREATE UNIQUE INDEX groups_channel ON public.groups USING btree (channel);
CREATE INDEX lost_waits_ended ON public.lost_waits USING btree (ended_ms);
CREATE INDEX names_technician ON public.names USING btree (technician_id);
CREATE INDEX sessions_open ON public.sessions USING btree (host) WHERE (closed_ms IS NULL);
CREATE INDEX sessions_opened ON public.sessions USING btree (opened_ms);
CREATE INDEX shares_session ON public.shares USING btree (session);
CREATE INDEX shares_started ON public.shares USING btree (started_ms);
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_append_only();
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.names
    ADD CONSTRAINT names_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES public.technicians(id);
ALTER TABLE ONLY public.replies
    ADD CONSTRAINT replies_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.rights
    ADD CONSTRAINT rights_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id);
ALTER TABLE ONLY public.seats
    ADD CONSTRAINT seats_session_fkey FOREIGN KEY (session) REFERENCES public.sessions(id);
ALTER TABLE ONLY public.seats
    ADD CONSTRAINT seats_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES public.technicians(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES public.technicians(id);
ALTER TABLE ONLY public.shares
    ADD CONSTRAINT shares_session_fkey FOREIGN KEY (session) REFERENCES public.sessions(id);
ALTER TABLE ONLY public.shares
    ADD CONSTRAINT shares_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES public.technicians(id);
ALTER TABLE ONLY public.technicians
    ADD CONSTRAINT technicians_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.groups(id);
