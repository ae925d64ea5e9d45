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
CREATE TABLE public.known_places (
    technician_id integer NOT NULL,
    place bytea NOT NULL,
    last_ms bigint NOT NULL
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
    unlocks integer DEFAULT 0 NOT NULL,
    must_change boolean DEFAULT false NOT NULL
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
    since_ms bigint NOT NULL,
    seen_ms bigint
);
ALTER TABLE ONLY public.groups ALTER COLUMN id SET DEFAULT nextval('public.groups_id_seq'::regclass);
ALTER TABLE ONLY public.heads ALTER COLUMN id SET DEFAULT nextval('public.heads_id_seq'::regclass);
ALTER TABLE ONLY public.lost_waits ALTER COLUMN id SET DEFAULT nextval('public.lost_waits_id_seq'::regclass);
ALTER TABLE ONLY public.shares ALTER COLUMN id SET DEFAULT nextval('public.shares_id_seq'::regclass);
ALTER TABLE ONLY public.technicians ALTER COLUMN id SET DEFAULT nextval('public.technicians_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('7');
INSERT INTO public.audit VALUES (1, 1795000000001, 'technician_added', '\x', 0, '(command line)', ' in support administrator', '\x7ce950a84be0fd50007202d92b6d70ea8ef948726ef7c9978bf67ed4d505388c');
INSERT INTO public.audit VALUES (2, 1795000000002, 'group_added', '\x', 0, '(command line)', 'above in the top allowing everything', '\x11b79bc25d5a78a48f1565dda5b4da40532d44d1f049730d1c1af2764295a08a');
INSERT INTO public.audit VALUES (3, 1795000000003, 'group_added', '\x', 0, '(command line)', 'second level in above', '\x86418a58a21f80c2f8c433c8fe61a7846ef0e2deb539c73e389ec3ee3bad8756');
INSERT INTO public.audit VALUES (4, 1795000000004, 'group_changed', '\x', 0, '(command line)', 'second level channel=helpdesk', '\xca76b2c33c81b14f0ceb6de970f6b3fb54d2a9cbdc8f061235dc6d5ab8101cd5');
INSERT INTO public.audit VALUES (5, 1795000000004, 'group_changed', '\x', 0, '(command line)', 'second level desk_reads=on', '\x5a4ef71242d1952d9043ae95c82f176534003c8f57022c580b2ce8b7e08d40ac');
INSERT INTO public.audit VALUES (6, 1795000000005, 'replies_changed', '\x', 0, '(command line)', 'second level', '\x8d52736504e4bc0a713499773b2fa8b0a15d9683f1ebf3f20e343963b896eaeb');
INSERT INTO public.audit VALUES (7, 1795000000006, 'technician_added', '\x', 0, '(command line)', ' in second level', '\x68c7603ee43535f37b6d8c628891bc2f9d2d3caa82c5e42330a5ff91468bfc1a');
INSERT INTO public.audit VALUES (8, 1795000000008, 'waited', '\x', 0, '192.0.2.3', 'helpdesk', '\xfc8081495a6733d32ea0be1963c5f71a9f530d9f540aa6f8ec2f41257d5ad77c');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (2, 'above', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (3, 'second level', 2, 0, 'helpdesk', true);
INSERT INTO public.heads VALUES (1, 8, '\xfc8081495a6733d32ea0be1963c5f71a9f530d9f540aa6f8ec2f41257d5ad77c', 1, 6);
INSERT INTO public.known_places VALUES (2, '\x7070707070707070707070707070707070707070707070707070707070707070', 1795000000007);
INSERT INTO public.names VALUES ('', 2, 'Ada', '\x1e968ec25012fd4d76bbe055a072a124');
INSERT INTO public.names VALUES ('', 3, 'Bob', '\xff9a6a42a70225b7562a967b8ec35ee1');
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
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0, false);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$tFABzlhD2H8RBedarsry3w$pJuBQp4SskdZ+ZkFY4yKTf1+LQ1pvB7YBOzD5IrtQ7Q', 1, false, 0, false);
INSERT INTO public.technicians VALUES (3, 'Bob', 3, false, false, '$argon2id$v=19$m=65536,t=3,p=4$iCLvGLUOSCdG108ZnnLNuA$+vEesmL/QhrBEvN/i/FmV31n8ZtjXn1whUtQITMjVXY', 1, false, 0, true);
INSERT INTO public.waits VALUES ('\xe29442e61ad354e5cb0831e2e8359e8fb50cf024ad5a8f407c8f9de63bdf7371', 'helpdesk', 1795000000008, 1795000000008);
SELECT pg_catalog.setval('public.groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.heads_id_seq', 1, false);
SELECT pg_catalog.setval('public.lost_waits_id_seq', 1, false);
SELECT pg_catalog.setval('public.shares_id_seq', 1, false);
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
ALTER TABLE ONLY public.known_places
    ADD CONSTRAINT known_places_pkey PRIMARY KEY (technician_id, place);
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
ALTER TABLE ONLY public.known_places
    ADD CONSTRAINT known_places_technician_id_fkey FOREIGN KEY (technician_id) REFERENCES public.technicians(id);
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
