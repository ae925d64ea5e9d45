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
    channel character varying(40)
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
    passwords integer DEFAULT 0 NOT NULL
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
ALTER TABLE ONLY public.shares ALTER COLUMN id SET DEFAULT nextval('public.shares_id_seq'::regclass);
ALTER TABLE ONLY public.technicians ALTER COLUMN id SET DEFAULT nextval('public.technicians_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('3');
INSERT INTO public.audit VALUES (1, 5, 'technician_added', '\x', 0, '(command line)', 'Ada in support administrator', '\x09081b9574eb261e4342f329172961e9bf97c9b70109a458353e4333948aed03');
INSERT INTO public.audit VALUES (2, 7, 'group_added', '\x', 0, 'Ada', 'second level in the top', '\xea8179b63f859e75c5890db54e71a7f1035a48e8ca05e354c4ecad86d1fa55bd');
INSERT INTO public.audit VALUES (3, 7, 'right_changed', '\x', 0, 'Ada', 'second level chat=on locked', '\x3d75514e6980eb487b20f8a8db15ae1330e71af7967d83b8544ea49b292bdbf1');
INSERT INTO public.audit VALUES (4, 7, 'right_changed', '\x', 0, 'Ada', 'second level sessions=3', '\xce254143f7f2cfc2bd2f88094d5a34c6840f03d1d32abb25c901522e9a60ab2f');
INSERT INTO public.audit VALUES (5, 7, 'group_changed', '\x', 0, 'Ada', 'second level channel=helpdesk', '\x830054c37a55cc1b787312c6ccb7063f7e7c00cce5330360f3b91c23ff803860');
INSERT INTO public.audit VALUES (6, 7, 'replies_changed', '\x', 0, 'Ada', 'second level', '\xf6e362ae7ceaa075516ab49869b3d732e47b811a722b81a35741a12a6a0a9481');
INSERT INTO public.audit VALUES (7, 7, 'technician_added', '\x', 0, 'Ada', 'Bob in second level', '\xa6a03a2b1e3b28dad2a52efc50da7944cd749c3471c6ac03adb7d1ab97c72b77');
INSERT INTO public.audit VALUES (8, 8, 'login', '\x', 0, 'Bob', '', '\x70b0c861bafaa24ef6addba00a7f2696b8f810e1ba73ba292b06f7f709dc3537');
INSERT INTO public.audit VALUES (9, 9, 'session_opened', '\x00000000000000000000000000000001', 1, 'Bob', '', '\x6a99a78cb67697b36c8e0d6594f27fb800b317cf80659c668ceb4513a56444bb');
INSERT INTO public.audit VALUES (10, 10, 'member_joined', '\x00000000000000000000000000000001', 2, '192.0.2.1', '', '\xc9dff3938d8eb7d4ef723fa99cb5d817de2d2ef0f400dcf297556ef11ce6c7d5');
INSERT INTO public.audit VALUES (11, 11, 'share_started', '\x00000000000000000000000000000001', 1, '', '', '\x85afaa8143f0ceb80efd9e963f6c30a74fd63acfb76076a9a626d01e3da0743b');
INSERT INTO public.audit VALUES (12, 20, 'session_closed', '\x00000000000000000000000000000001', 1, '', 'ended_by_lead', '\x23200a643c1c5e91cc4b4390284ce5ed96c812eb305eaef81d0fa27e01e47f02');
INSERT INTO public.audit VALUES (13, 7, 'technician_changed', '\x', 0, 'Ada', 'Bob: Bob in second level disabled', '\x74bd777dce15d69b24362ac87c1717a19c930676d8dab847e15fbd10ef84f397');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, NULL);
INSERT INTO public.groups VALUES (2, 'second level', NULL, 3, 'helpdesk');
INSERT INTO public.heads VALUES (1, 13, '\x74bd777dce15d69b24362ac87c1717a19c930676d8dab847e15fbd10ef84f397', 1, 7);
INSERT INTO public.replies VALUES (2, 0, 'Hello');
INSERT INTO public.rights VALUES (1, 'chat', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (1, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (1, 'invite', 'on', false);
INSERT INTO public.rights VALUES (1, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (1, 'hold', 'on', false);
INSERT INTO public.rights VALUES (1, 'end', 'on', false);
INSERT INTO public.rights VALUES (2, 'chat', 'on', true);
INSERT INTO public.rights VALUES (2, 'share_screen', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'view_customer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'control_customer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'share_during_control', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'invite', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'transfer', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'hold', 'inherit', false);
INSERT INTO public.rights VALUES (2, 'end', 'inherit', false);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 1, 'lead', '\x0000000000000000000000000000000000000000000000000000000000000000', 9, NULL, NULL, 3);
INSERT INTO public.seats VALUES ('\x00000000000000000000000000000001', 2, 'customer', '\x0000000000000000000000000000000000000000000000000000000000000001', 10, NULL, NULL, NULL);
INSERT INTO public.sessions VALUES ('\x00000000000000000000000000000001', 3, 9, 20, 'ended_by_lead', 1, false, NULL, NULL, 0);
INSERT INTO public.shares VALUES (1, '\x00000000000000000000000000000001', 1, 3, 11, 20);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$bF1ksrE600L1+32UUdAVrw$KyiUtXMYFo+3zk7DdgM8bux4YMfg6T31RYZHADrjy/8', 1);
INSERT INTO public.technicians VALUES (3, 'Bob', 2, false, true, '$argon2id$v=19$m=65536,t=3,p=4$TaflZWUwzBRbDuTYqvMbkg$ZZ+3ebEEBvbErfrvZS9wz9cF2ze8F2IOXji6fzrcrJk', 1);
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
CREATE INDEX sessions_open ON public.sessions USING btree (host) WHERE (closed_ms IS NULL);
CREATE INDEX sessions_opened ON public.sessions USING btree (opened_ms);
CREATE INDEX shares_session ON public.shares USING btree (session);
CREATE INDEX shares_started ON public.shares USING btree (started_ms);
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_append_only();
ALTER TABLE ONLY public.groups
    ADD CONSTRAINT groups_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.groups(id);
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
