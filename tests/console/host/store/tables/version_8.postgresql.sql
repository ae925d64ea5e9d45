CREATE FUNCTION public.audit_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'the audit is append only'; END $$;
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
INSERT INTO public.alembic_version VALUES ('8');
INSERT INTO public.audit VALUES (1, 1795000000000, 'technician_added', '\x', 0, 'root', ' in support administrator', '\x80cb0914dfa4780d5228aea909f64d0a6093e46db3fbe2d25617fc57605c1f46');
INSERT INTO public.audit VALUES (2, 1795000000001, 'group_changed', '\x', 0, 'root', 'support channel=helpdesk', '\xc815202a98c489fcf7bc76280ae67f0b2e62f7f0f5209ef5bc9ff570995e7ee1');
INSERT INTO public.audit VALUES (3, 1795000000002, 'page_changed', '\x', 0, 'root', 'version 1: name', '\x133d6927a446867fa473c7e5509158619d187b29aa152d3dee53a262a3cf2739');
INSERT INTO public.audit VALUES (4, 1795000000003, 'login', '\x', 0, '', '', '\x98c10cabc67e1fef9417e6286cc8d1aa00d779e1b4c508895c3b650166cc203d');
INSERT INTO public.audit VALUES (5, 1795000000004, 'login_refused', '\x', 0, '198.51.100.23', 'wrong_login ', '\x1f4198031d92666c78710c0bb8dba14a52217a9e1fdba97241b4ea4a632e573c');
INSERT INTO public.audit VALUES (6, 1795000000005, 'session_opened', '\x000102030405060708090a0b0c0d0e0f', 1, '', '', '\xfaf86345801f14e4694faefd5d2655c81199516aecb5d5f8423c08eb0f4f911e');
INSERT INTO public.audit VALUES (7, 1795000000006, 'member_joined', '\x000102030405060708090a0b0c0d0e0f', 2, '2001:db8:77::1', '', '\x64728845d68b538740d5bbbc9931bf1e149f63856fd7d8e9103129e2f78ebb75');
INSERT INTO public.audit VALUES (8, 1795000000007, 'waited', '\x', 0, '203.0.113.99', 'helpdesk', '\xc0e9e28fbea40c9803965f755749a4b06247fdd581f30a74ce0497d05e315df2');
INSERT INTO public.audit VALUES (9, 1795000000008, 'gave_up', '\x', 0, '203.0.113.99', 'helpdesk left', '\xa1037485da2e4b19653830e8102266960a053a69b5ac2888769849a50893d408');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, 'helpdesk', false);
INSERT INTO public.heads VALUES (1, 9, '\xa1037485da2e4b19653830e8102266960a053a69b5ac2888769849a50893d408', 1, 3);
INSERT INTO public.lost_waits VALUES (1, 'helpdesk', 1795000000007, 1795000000008, 'left');
INSERT INTO public.names VALUES ('', 2, 'Ada', '\xa15a224df8b2a9388b60ca735e75297e');
INSERT INTO public.pages VALUES (1, 1795000000002, '\x87a174ad706167655f73657474696e6773a46e616d65a74dc3bc6c6c6572a6636f6c6f7572a0a46c6f676fc400a86368616e6e656c7390a7656e676c69736886a86772656574696e67a0a461776179a0a770726976616379a0ac707269766163795f6c696e6ba0a7696d7072696e74a0ac696d7072696e745f6c696e6ba0a66765726d616e86a86772656574696e67a0a461776179a0a770726976616379a0ac707269766163795f6c696e6ba0a7696d7072696e74a0ac696d7072696e745f6c696e6ba0');
INSERT INTO public.rights VALUES (1, 'chat', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (1, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (1, 'invite', 'on', false);
INSERT INTO public.rights VALUES (1, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (1, 'hold', 'on', false);
INSERT INTO public.rights VALUES (1, 'end', 'on', false);
INSERT INTO public.seats VALUES ('\x000102030405060708090a0b0c0d0e0f', 1, 'lead', '\x6161616161616161616161616161616161616161616161616161616161616161', 1795000000005, NULL, NULL, 2);
INSERT INTO public.seats VALUES ('\x000102030405060708090a0b0c0d0e0f', 2, 'customer', '\x6262626262626262626262626262626262626262626262626262626262626262', 1795000000006, NULL, NULL, NULL);
INSERT INTO public.sessions VALUES ('\x000102030405060708090a0b0c0d0e0f', 2, 1795000000005, NULL, NULL, 0, false, NULL, NULL, 0);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0, false);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$e9ZQ8qRLOA0RXyeclHnUGA$Mi4zuGgBjD2mX5o1ksX/qWNsBJPySTxI3TfPKDbPTRQ', 1, false, 0, false);
SELECT pg_catalog.setval('public.groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.heads_id_seq', 1, false);
SELECT pg_catalog.setval('public.lost_waits_id_seq', 1, true);
SELECT pg_catalog.setval('public.shares_id_seq', 1, false);
SELECT pg_catalog.setval('public.technicians_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.attended
    ADD CONSTRAINT attended_pkey PRIMARY KEY (host, channel);
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
