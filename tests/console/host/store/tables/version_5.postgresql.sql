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
INSERT INTO public.audit VALUES (1, 5, 'technician_added', '\x', 0, '(command line)', ' in support administrator', '\x930ba11cc88f135ddb0a8622c7b29aeee59141b5930ddd363af239644be71597');
INSERT INTO public.audit VALUES (2, 6, 'technician_added', '\x', 0, 'Ada', ' in support', '\x93f356a5c413a6283a14a984387c3054d5935178557309023021ca7031d4f503');
INSERT INTO public.audit VALUES (3, 7, 'technician_changed', '\x', 0, 'Ada', ':  in support disabled', '\x4e7dd94fc1a940cd470014bb60ac7f93e95f51f6b43bc7421ce24204850ec185');
INSERT INTO public.audit VALUES (4, 8, 'technician_unlocked', '\x', 0, '(command line)', '', '\xc4ef311def253247a0e0cbf54564085b64714c1616c18ff448b2b2e904945438');
INSERT INTO public.groups VALUES (1, 'support', NULL, 0, NULL, false);
INSERT INTO public.heads VALUES (1, 4, '\xc4ef311def253247a0e0cbf54564085b64714c1616c18ff448b2b2e904945438', 0, 4);
INSERT INTO public.names VALUES ('', 2, 'Ada', '\xbfba8009bbb6bd407dd7fd31ad5faa8a');
INSERT INTO public.names VALUES ('', 3, 'Bob', '\xce105051a1f9ca77e9ae8f2a14300356');
INSERT INTO public.rights VALUES (1, 'chat', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_screen', 'on', false);
INSERT INTO public.rights VALUES (1, 'view_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'control_customer', 'on', false);
INSERT INTO public.rights VALUES (1, 'share_during_control', 'on', false);
INSERT INTO public.rights VALUES (1, 'invite', 'on', false);
INSERT INTO public.rights VALUES (1, 'transfer', 'on', false);
INSERT INTO public.rights VALUES (1, 'hold', 'on', false);
INSERT INTO public.rights VALUES (1, 'end', 'on', false);
INSERT INTO public.technicians VALUES (1, 'technician', 1, true, false, NULL, 0, false, 0);
INSERT INTO public.technicians VALUES (3, 'Bob', 1, false, true, '$argon2id$v=19$m=65536,t=3,p=4$8/RuZxOnsdHgTUuRUhdD1A$KIPMN+CyEMc0MamYXXkeq0nfIKwocXjir1e96KK2+/M', 1, false, 0);
INSERT INTO public.technicians VALUES (2, 'Ada', 1, true, false, '$argon2id$v=19$m=65536,t=3,p=4$RQ+ubYx++UirYEnKgafi6w$lC4yScVLkh+oC4nRA6DhIvip1JkTjVdP7E+JjxH7VmA', 1, false, 1);
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
