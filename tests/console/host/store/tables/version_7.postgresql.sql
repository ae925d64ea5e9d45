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
INSERT INTO public.audit VALUES (1, 1699740800000, 'technician_added', '\x', 0, '(command line) root, uid 0', ' in support administrator', '\x8fc86e2c92ab115415a9902760358996b20996c985535eac0d36d57b0c3485ad');
INSERT INTO public.audit VALUES (2, 1699740800000, 'group_added', '\x', 0, '(command line) root, uid 0', 'above in the top allowing everything', '\x9e883af6bb52009456df781bff5b8349849c4193ca9bf704429ea174d841ea5a');
INSERT INTO public.audit VALUES (3, 1699740800000, 'group_added', '\x', 0, '(command line) root, uid 0', 'second level in above', '\x3b36b832270a6ae6d6128bda6e6b90a3fdd56bd1597ed2f16fa35f570f8727d3');
INSERT INTO public.audit VALUES (4, 1699740800000, 'group_changed', '\x', 0, '(command line) root, uid 0', 'second level channel=helpdesk', '\x77aea9e82cd2e83dccbb00c986d74b0ce76efe67217bf0aa46f6bf3ce6bc7bde');
INSERT INTO public.audit VALUES (5, 1699740800000, 'group_changed', '\x', 0, '(command line) root, uid 0', 'second level desk_reads=on', '\x2393959a1e097c2356362f877695c9df501e7d40b108224b12890c1f6743a4e5');
INSERT INTO public.audit VALUES (6, 1699740800000, 'replies_changed', '\x', 0, '(command line) root, uid 0', 'second level', '\xd90482ceae5345f954c4a406327a139a54b293c08ba768558cb5397e7ac60305');
INSERT INTO public.audit VALUES (7, 1699740800000, 'technician_added', '\x', 0, '(command line) root, uid 0', ' in second level', '\x2aee0f311ff7f20c5e5c434364aac0fdaf80c2c2d5996a4e72bb3bd26a991015');
INSERT INTO public.audit VALUES (8, 1699740800000, 'technician_added', '\x', 0, '(command line) root, uid 0', ' in second level', '\x37b14802261bc1a0bc946aa0f99ed7acbc935404abbab024273eaa55f4595aa0');
INSERT INTO public.audit VALUES (9, 1699740800000, 'technician_added', '\x', 0, '(command line) root, uid 0', ' in second level', '\x106947e5ba8a0ccffb066377f7ae1ed15ffbb6ccb657a81242353b4a5ca4374d');
INSERT INTO public.audit VALUES (10, 1699740800000, 'technician_removed', '\x', 0, '(command line) root, uid 0', 'former technician 5', '\xa9fe84bae4a999357738e72aa83acc28b33c5e0cc28780e46ea25e31f8497147');
INSERT INTO public.audit VALUES (11, 1699740800000, 'technician_unlocked', '\x', 0, '(command line) root, uid 0', '', '\x157ab1f1b92edbd4490f1bba86d45bca4514ddea492c546e66f34b5a685974f7');
INSERT INTO public.audit VALUES (12, 1699827201000, 'session_opened', '\x00000000000000000000000000000001', 1, 'Bob', '', '\x8578d84010fdc08d6e718b1491849598fa6d737f89aac7dbd2eacc0c72a08a57');
INSERT INTO public.audit VALUES (13, 1699827202000, 'waited', '\x', 0, '192.0.2.1', 'helpdesk', '\x189f4aacb01d6fab323325e5fc1901b0ffc5601909d4194486623c7a005897bf');
INSERT INTO public.audit VALUES (14, 1699827203000, 'picked_up', '\x00000000000000000000000000000001', 0, 'Bob', 'helpdesk', '\x7074ee1234a4fd1e0888b285240769f8dc266daacddf46fef6c36acadc2b428a');
INSERT INTO public.audit VALUES (15, 1699827204000, 'member_joined', '\x00000000000000000000000000000001', 2, '192.0.2.1', '', '\x9816df557732e8a7b16a099d9a24f210695bafb53ea4a551bb8d3525b389680d');
INSERT INTO public.audit VALUES (16, 1699827205000, 'share_started', '\x00000000000000000000000000000001', 1, 'Bob', '', '\xc5d89f5c9f1a5f4ef258b9dd4fe028e46c4034f71ae5600e5524fc2740ae4cb5');
INSERT INTO public.audit VALUES (17, 1699827206000, 'session_closed', '\x00000000000000000000000000000001', 1, 'Bob', 'ended_by_lead', '\x03bb3a64da85e0027d1af8a0e69771e0197b5015ff50abd1978b7ad8d9447fa9');
INSERT INTO public.audit VALUES (18, 1699827207000, 'session_opened', '\x00000000000000000000000000000002', 1, 'Ada', '', '\xdc1f0b33d2944dbf32b8e97f20080df89b30d1318a4c194a28881ab9cef2c602');
INSERT INTO public.audit VALUES (19, 1699827208000, 'member_joined', '\x00000000000000000000000000000002', 2, '192.0.2.9', '', '\x25f1798f6d99f122a1b1976162dbb17c1b879ffbb2da8980eafdca44b6e61c9c');
INSERT INTO public.audit VALUES (20, 1699827209000, 'waited', '\x', 0, '192.0.2.2', 'helpdesk', '\x84397c36adb220c99fb3a575f8ceecbbbd684c9daace28e8d4095571eaa9787a');
INSERT INTO public.audit VALUES (21, 1699827210000, 'gave_up', '\x', 0, '192.0.2.2', 'helpdesk left', '\x01d9955bbefda9cdd6fba4c18b48a9e70d6c342477cb2e70fa2d23903dd03e62');
INSERT INTO public.audit VALUES (22, 1700000001000, 'waited', '\x', 0, '192.0.2.3', 'helpdesk', '\x3cdff6b106f42c797b701b2da3f78904db90637780a533643d9fa6a9ab3f0825');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (2, 'above', NULL, 0, NULL, false);
INSERT INTO public.groups VALUES (3, 'second level', 2, 0, 'helpdesk', true);
INSERT INTO public.heads VALUES (1, 22, '\x3cdff6b106f42c797b701b2da3f78904db90637780a533643d9fa6a9ab3f0825', 1, 10);
INSERT INTO public.known_places VALUES (2, '\x0000000000000000000000000000000000000000000000000000000000000000', 1700000000000);
INSERT INTO public.lost_waits VALUES (1, 'helpdesk', 1699827206000, 1699827210000, 'left');
INSERT INTO public.names VALUES ('', 2, 'Ada', '\xd3b5d708cecf13ed4890c19ad6e465f3');
INSERT INTO public.names VALUES ('', 3, 'Bob', '\xff87c44d5cd3e6c28e279821667f2d99');
INSERT INTO public.names VALUES ('', 4, 'Eve', '\xa936052baf2102bb3eec21f3d3e4ff23');
INSERT INTO public.names VALUES ('', 5, 'former technician 5', NULL);
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
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 1, 'lead', '\x72cd6e8422c407fb6d098690f1130b7ded7ec2f7f5e1d30bd9d521f015363793', 1699827201000, NULL, NULL, 3);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 2, 'customer', '\x75877bb41d393b5fb8455ce60ecd8dda001d06316496b14dfa7f895656eeca4a', 1699827204000, NULL, NULL, NULL);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000002', 1, 'lead', '\x72cd6e8422c407fb6d098690f1130b7ded7ec2f7f5e1d30bd9d521f015363793', 1699827207000, NULL, NULL, 2);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000002', 2, 'customer', '\x75877bb41d393b5fb8455ce60ecd8dda001d06316496b14dfa7f895656eeca4a', 1699827208000, NULL, NULL, NULL);
INSERT INTO public.sessions VALUES ('\x00000000000000000000000000000001', 3, 1699827201000, 1699827206000, 'ended_by_lead', 1, false, 'helpdesk', 32000, 0);
INSERT INTO public.sessions VALUES ('\x00000000000000000000000000000002', 2, 1699827207000, NULL, NULL, 0, false, NULL, NULL, 0);
INSERT INTO public.shares VALUES (1, '\x00000000000000000000000000000001', 1, 3, 1699827205000, 1699827206000);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0, false);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$qy+36e4uuECfQo3uuk/s3A$pSsSBYFsS7EoLku4VE11PPNoEKqW7afzAhSisjSJFvg', 1, false, 0, false);
INSERT INTO public.technicians VALUES (4, 'Eve', 3, false, false, '$argon2id$v=19$m=65536,t=3,p=4$ZF6FTs0FLHVnp3H8HKQb6Q$G4C11dVdaBtHZn6A9Bl3NTfXEtWEqSbkm8/Urgfm9RY', 1, false, 0, true);
INSERT INTO public.technicians VALUES (5, 'former technician 5', 3, false, true, NULL, 1, true, 0, false);
INSERT INTO public.technicians VALUES (3, 'Bob', 3, false, false, '$argon2id$v=19$m=65536,t=3,p=4$y/tIq4oJz6Pw8wvk92PnCA$H+GXyL5jZG2GzVELKyv1yB8UgZF6yZxLe0eET07UkW8', 1, false, 1, false);
INSERT INTO public.waits VALUES ('\x55eae50b75e2b2990f2c18be84ca079727a85f61b839c3359249801fe1ab9e9c', 'helpdesk', 1699999940000, 1700000001000);
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
