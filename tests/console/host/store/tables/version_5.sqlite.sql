BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('5');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	time_ms BIGINT NOT NULL, 
	event VARCHAR(40) NOT NULL, 
	session BLOB NOT NULL, 
	member INTEGER NOT NULL, 
	who VARCHAR(200) NOT NULL, 
	detail VARCHAR(200) NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,5,'technician_added',X'',0,'(command line)',' in support administrator',X'418C15BD168420ECB783489DA74D5DB222D010A7F451962A502FDCE4B254154F');
INSERT INTO "audit" VALUES(2,6,'technician_added',X'',0,'Ada',' in support',X'4ECC828ED0F45B8BB0D12B7F60430CE269557E664925A954DE279EB652746BE8');
INSERT INTO "audit" VALUES(3,7,'technician_changed',X'',0,'Ada',':  in support disabled',X'9D484865A4B5657835355DED41696DCB9EDA43904369D538F2DC0BA8077C9FC9');
INSERT INTO "audit" VALUES(4,8,'technician_unlocked',X'',0,'(command line)','',X'4574762CF4CAC82DFFCB9075F7DB965539F0D42EE633AE45D7082AE53A77952E');
CREATE TABLE desks (
	group_id INTEGER NOT NULL, 
	host INTEGER NOT NULL, 
	PRIMARY KEY (group_id)
);
CREATE TABLE groups (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	parent_id INTEGER, 
	sessions INTEGER DEFAULT 0 NOT NULL, 
	channel VARCHAR(40), 
	desk_reads BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(parent_id) REFERENCES groups (id)
);
INSERT INTO "groups" VALUES(1,'support',NULL,0,NULL,0);
CREATE TABLE heads (
	id INTEGER NOT NULL, 
	audit_number INTEGER NOT NULL, 
	audit_hash BLOB NOT NULL, 
	starts INTEGER NOT NULL, 
	accounts INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "heads" VALUES(1,4,X'4574762CF4CAC82DFFCB9075F7DB965539F0D42EE633AE45D7082AE53A77952E',0,4);
CREATE TABLE hosts (
	id INTEGER NOT NULL, 
	slot INTEGER, 
	address VARCHAR(300) NOT NULL, 
	lease_until_ms BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (slot)
);
CREATE TABLE lost_waits (
	id INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	ended_ms BIGINT NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE names (
	mark VARCHAR(40) NOT NULL, 
	technician_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	salt BLOB, 
	PRIMARY KEY (mark), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
INSERT INTO "names" VALUES('',2,'Ada',X'20C0DB0B5949B4E25213877F633D2D4F');
INSERT INTO "names" VALUES('',3,'Bob',X'F096535484F3A67D9EE21AE7EC2320B5');
CREATE TABLE replies (
	group_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR(500) NOT NULL, 
	PRIMARY KEY (group_id, position), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
CREATE TABLE rights (
	group_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	setting VARCHAR(10) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	PRIMARY KEY (group_id, name), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "rights" VALUES(1,'chat','on',0);
INSERT INTO "rights" VALUES(1,'share_screen','on',0);
INSERT INTO "rights" VALUES(1,'view_customer','on',0);
INSERT INTO "rights" VALUES(1,'control_customer','on',0);
INSERT INTO "rights" VALUES(1,'share_during_control','on',0);
INSERT INTO "rights" VALUES(1,'invite','on',0);
INSERT INTO "rights" VALUES(1,'transfer','on',0);
INSERT INTO "rights" VALUES(1,'hold','on',0);
INSERT INTO "rights" VALUES(1,'end','on',0);
CREATE TABLE seats (
	session BLOB NOT NULL, 
	member INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	token_hash BLOB NOT NULL, 
	opened_ms BIGINT NOT NULL, 
	closed_ms BIGINT, 
	reason VARCHAR(40), 
	technician_id INTEGER, 
	PRIMARY KEY (session, member), 
	FOREIGN KEY(session) REFERENCES sessions (id), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
CREATE TABLE sessions (
	id BLOB NOT NULL, 
	technician_id INTEGER NOT NULL, 
	opened_ms BIGINT NOT NULL, 
	closed_ms BIGINT, 
	reason VARCHAR(40), 
	sharing INTEGER DEFAULT 0 NOT NULL, 
	on_hold BOOLEAN DEFAULT 0 NOT NULL, 
	channel VARCHAR(40), 
	waited_ms BIGINT, 
	host INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
CREATE TABLE shares (
	id INTEGER NOT NULL, 
	session BLOB NOT NULL, 
	member INTEGER NOT NULL, 
	technician_id INTEGER, 
	started_ms BIGINT NOT NULL, 
	ended_ms BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(session) REFERENCES sessions (id), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
CREATE TABLE technicians (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	group_id INTEGER NOT NULL, 
	administrator BOOLEAN DEFAULT 0 NOT NULL, 
	disabled BOOLEAN DEFAULT 0 NOT NULL, 
	password_hash VARCHAR(200), 
	passwords INTEGER DEFAULT 0 NOT NULL, 
	removed BOOLEAN DEFAULT 0 NOT NULL, 
	unlocks INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "technicians" VALUES(1,'technician',1,1,0,NULL,0,0,0);
INSERT INTO "technicians" VALUES(2,'Ada',1,1,0,'$argon2id$v=19$m=65536,t=3,p=4$+rrgWevgWB2hHwRByMjKwg$wzxycVdbnyiQpJqwURBYPgzQ6gEIbnCmPFN+GjLoJjM',1,0,1);
INSERT INTO "technicians" VALUES(3,'Bob',1,0,1,'$argon2id$v=19$m=65536,t=3,p=4$tlRDV/jUG7OVnlS6cPhIRQ$aze1E8MQT3/cP+lUMfe4oCiW0b9QJCsEP7MPfwqOBvo',1,0,0);
CREATE TABLE waits (
	token_hash BLOB NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	PRIMARY KEY (token_hash)
);
CREATE UNIQUE INDEX groups_channel ON groups (channel);
CREATE INDEX lost_waits_ended ON lost_waits (ended_ms);
CREATE INDEX audit_time ON audit (time_ms, number);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE INDEX names_technician ON names (technician_id);
CREATE INDEX sessions_opened ON sessions (opened_ms);
CREATE INDEX sessions_open ON sessions (host) WHERE closed_ms IS NULL;
CREATE INDEX shares_session ON shares (session);
CREATE INDEX shares_started ON shares (started_ms);
COMMIT;
