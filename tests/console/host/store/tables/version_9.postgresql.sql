CREATE FUNCTION public.audit_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'the audit is append only'; END $$;
CREATE TABLE public.addresses (
    mark character varying(40) NOT NULL,
    day integer NOT NULL,
    address character varying(64) NOT NULL,
    salt bytea NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attended (
    host integer NOT NULL,
    channel character varying(40) NOT NULL
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
CREATE TABLE public.cuts (
    number integer NOT NULL,
    hash bytea,
    digest bytea,
    time_ms bigint,
    signed_by bytea,
    signature bytea
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
CREATE TABLE public.pages (
    version integer NOT NULL,
    changed_ms bigint NOT NULL,
    settings bytea NOT NULL
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
INSERT INTO public.addresses VALUES ('', 20787, '198.51.100.23', '\x3f6badd8675da17ffafc063fd23128fc');
INSERT INTO public.addresses VALUES ('', 20787, '2001:db8:77::1', '\xe5e6478878f59f7981d2498b1ee99ce4');
INSERT INTO public.addresses VALUES ('', 20787, '203.0.113.99', '\xffdc61ad5340542617f8c299926af334');
INSERT INTO public.alembic_version VALUES ('9');
INSERT INTO public.audit VALUES (1, 1796000000000, 'technician_added', '\x', 0, 'root', ' in support administrator', '\x4744a81f11020d9e2c07c3a2b163f12c589c33af5f837e910f1e7fc12b103a49');
INSERT INTO public.audit VALUES (2, 1796000000001, 'group_added', '\x', 0, 'root', 'second level in support', '\xd6374ca1777bdd5de5973ca8aa6f5e0d9a641b706e6b3d55ba4ea07314ef365d');
INSERT INTO public.audit VALUES (3, 1796000000002, 'technician_added', '\x', 0, 'root', ' in second level', '\x8f228b379acf5c4df3c28f8fdc6d4670628f487ebb7a5a5258761031691a5bd6');
INSERT INTO public.audit VALUES (4, 1796000000003, 'technician_added', '\x', 0, 'root', ' in second level', '\x5465427592eea303c7b8fdf602d495b124f2e5747b8bc027922c7ff65f9539b9');
INSERT INTO public.audit VALUES (5, 1796000000004, 'group_changed', '\x', 0, 'root', 'support channel=helpdesk', '\x38ba018788d12046afc4f048bfed51df077773bb9ab22d8d8f0e300991450a6a');
INSERT INTO public.audit VALUES (6, 1796000000004, 'group_changed', '\x', 0, 'root', 'support desk_reads=on', '\x66b2f33c263541666f6afc3036ceab4f9ddf25bb508258fa94aa0f091a6e15d3');
INSERT INTO public.audit VALUES (7, 1796000000005, 'replies_changed', '\x', 0, 'root', 'support', '\xa4e3e3fea976c974c483f64689d1f794912724a64164bb70df442f8a1fee54da');
INSERT INTO public.audit VALUES (8, 1796000000006, 'login', '\x', 0, '', '', '\x44e1df6cf04234bcf3cfd5f2abbe47a0f9435b53e44c9c42f752d6290d239576');
INSERT INTO public.audit VALUES (9, 1796000000007, 'login', '\x', 0, '', '', '\x18d3a0e885bd644494cd0dfaf26963ea7daacb78cbfb337e0e7bac6b9473ab1c');
INSERT INTO public.audit VALUES (10, 1796000000008, 'login_refused', '\x', 0, '', 'wrong_login Ada', '\x6da599950079d8f85ba4fa651226d540c781b4badc4f8a555ddd004ef71fca40');
INSERT INTO public.audit VALUES (11, 1796000000009, 'session_opened', '\x000102030405060708090a0b0c0d0e0f', 1, '', '', '\xf8fa24dfd3690c16d36d7e322f0c84ad5ae9c85535aa80a74800b019c5f94e46');
INSERT INTO public.audit VALUES (12, 1796000000010, 'member_joined', '\x000102030405060708090a0b0c0d0e0f', 2, '', '', '\xeac84cb633e330e188ddd5888a170e7c803eb4245a35d43e56ae523b5eabf04b');
INSERT INTO public.audit VALUES (13, 1796000000011, 'share_started', '\x000102030405060708090a0b0c0d0e0f', 1, '', '', '\xc198a488875d9f4d4101cb28db4cda27451cb86ecb6f96f53a8d549105d9981c');
INSERT INTO public.audit VALUES (14, 1796000000012, 'share_ended', '\x000102030405060708090a0b0c0d0e0f', 1, '', '', '\xd4ec87365c6dd9b20c6a1d848ddb0dc8ffe6511418d0d7bca83d22b9c6fd365c');
INSERT INTO public.audit VALUES (15, 1796000000013, 'session_closed', '\x000102030405060708090a0b0c0d0e0f', 0, '', 'ended_by_lead', '\x7fad648e58ff348e0d611a53e83e2ca7e77605c3a499b6c8a63cb6ec28e6cb62');
INSERT INTO public.audit VALUES (16, 1796000000014, 'session_opened', '\x101112131415161718191a1b1c1d1e1f', 1, '', '', '\x3cdc6d173a4f2025898926207aee05d61933c6d4171b30e6852048f8b0ad4cd6');
INSERT INTO public.audit VALUES (17, 1796000000015, 'waited', '\x', 0, '', 'helpdesk', '\x2ea4977cface91e0675b1ee623a428193d8bb9784a92e9c02411b1b465337c77');
INSERT INTO public.audit VALUES (18, 1796000000016, 'gave_up', '\x', 0, '', 'helpdesk left', '\x058d7872db482f678dfa7ffabc05c5229853c0c2ee0417cb95d4cf9e5f823358');
INSERT INTO public.audit VALUES (19, 1796000000017, 'technician_removed', '\x', 0, 'root', 'former technician 4', '\x888a1aa04dd3893524dda1526892b42a8ddaa4ea924bd1c47f59aacb907a48a5');
INSERT INTO public.groups VALUES (2, 'second level', 1, 0, NULL, false);
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, 'helpdesk', true);
INSERT INTO public.heads VALUES (1, 19, '\x888a1aa04dd3893524dda1526892b42a8ddaa4ea924bd1c47f59aacb907a48a5', 1, 7);
INSERT INTO public.lost_waits VALUES (1, 'helpdesk', 1796000000005, 1796000000008, 'left');
INSERT INTO public.names VALUES ('', 2, 'Ada', '\xd2a270c4d89f2fd7aac6025ff047c7da');
INSERT INTO public.names VALUES ('', 3, 'Grace', '\x13ad0b24e0ad28291cbdb17587bc698f');
INSERT INTO public.names VALUES ('', 4, 'former technician 4', NULL);
INSERT INTO public.replies VALUES (1, 0, 'Hello.');
INSERT INTO public.rights VALUES (2, 'chat', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'share_screen', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'view_customer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'control_customer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'share_during_control', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'invite', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'transfer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'hold', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'end', 'inherit', false);
INSERT INTO public.rights VALUES (1, 'chat', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (1, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (1, 'invite', 'on', false);
INSERT INTO public.rights VALUES (1, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (1, 'hold', 'on', false);
INSERT INTO public.rights VALUES (1, 'end', 'on', false);
INSERT INTO public.seats VALUES ('\x000102030405060708090a0b0c0d0e0f', 1, 'lead', '\x3ba3f5f43b92602683c19aee62a20342b084dd5971ddd33808d81a328879a547', 1796000000009, NULL, NULL, 2);
INSERT INTO public.seats VALUES ('\x000102030405060708090a0b0c0d0e0f', 2, 'customer', '\xbdb339768bc5e4fecbe55a442056919b2b325907d49bcbf3bf8de13781996a83', 1796000000010, NULL, NULL, NULL);
INSERT INTO public.seats VALUES ('\x101112131415161718191a1b1c1d1e1f', 1, 'lead', '\xcd93782b7fb95559de14f738b65988af85d41dc1565f7c7d1ed2d035665b519c', 1796000000014, NULL, NULL, 3);
INSERT INTO public.sessions VALUES ('\x000102030405060708090a0b0c0d0e0f', 2, 1796000000009, 1796000000013, 'ended_by_lead', 0, false, NULL, NULL, 0);
INSERT INTO public.sessions VALUES ('\x101112131415161718191a1b1c1d1e1f', 3, 1796000000014, NULL, NULL, 0, false, NULL, NULL, 0);
INSERT INTO public.shares VALUES (1, '\x000102030405060708090a0b0c0d0e0f', 1, 2, 1796000000011, 1796000000012);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0, false);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$DHW1BlR4Pk0HLiYl/HBacA$JqX/qxxA7yRqsozwKLQHYKNwxaNxLaRVNohVZfBKY0g', 1, false, 0, false);
INSERT INTO public.technicians VALUES (3, 'Grace', 2, false, false, '$argon2id$v=19$m=65536,t=3,p=4$z4jrGVpqG2s9trkd7C68Pw$a5VXBGJGmTCuIx/T/cd8E2XngCjXUkNlnLvOw5/kTso', 1, false, 0, true);
INSERT INTO public.technicians VALUES (4, 'former technician 4', 2, false, true, NULL, 1, true, 0, false);
SELECT pg_catalog.setval('public.groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.heads_id_seq', 1, false);
SELECT pg_catalog.setval('public.lost_waits_id_seq', 1, true);
SELECT pg_catalog.setval('public.shares_id_seq', 1, true);
SELECT pg_catalog.setval('public.technicians_id_seq', 1, false);
ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (mark);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.attended
    ADD CONSTRAINT attended_pkey PRIMARY KEY (host, channel);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.cuts
    ADD CONSTRAINT cuts_pkey PRIMARY KEY (number);
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
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_pkey PRIMARY KEY (version);
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
CREATE INDEX addresses_day ON public.addresses USING btree (day, address);
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
