BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('7');
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
INSERT INTO "audit" VALUES(1,1795000000001,'technician_added',X'',0,'(command line)',' in support administrator',X'117E91FD121B23029E34D49EE4CF1BFC464FE334CECB4B05BAB6DAA7DD027F92');
INSERT INTO "audit" VALUES(2,1795000000002,'group_added',X'',0,'(command line)','above in the top allowing everything',X'8027BC3D91D31071C178465CDAEF3226C8A6A20CCC8A7BB6D71BDBA5D6C4864C');
INSERT INTO "audit" VALUES(3,1795000000003,'group_added',X'',0,'(command line)','second level in above',X'D756BDCF83C18C8DBE56132D3A7F787656FF3C484651FE478AE3FD1F863AC0A7');
INSERT INTO "audit" VALUES(4,1795000000004,'group_changed',X'',0,'(command line)','second level channel=helpdesk',X'B4E5A29268DF4C2906D744F8AAEEA13AEF43DC94AE10CBC5A8227F587C2A5EE0');
INSERT INTO "audit" VALUES(5,1795000000004,'group_changed',X'',0,'(command line)','second level desk_reads=on',X'587A9BB210D92BB5BCB79261B5F2F0FEED6EC6D0011ACDAF60E3166FA87EA6C7');
INSERT INTO "audit" VALUES(6,1795000000005,'replies_changed',X'',0,'(command line)','second level',X'2E828D7C023077DE8B82A7A7C99367A7F47D62B6101F1902A21A79F0DDD70963');
INSERT INTO "audit" VALUES(7,1795000000006,'technician_added',X'',0,'(command line)',' in second level',X'0E347D8C1E5EBA6FE99D441B35EB9BCE2C4F5133DA3AB81C90CE97A39EDDA676');
INSERT INTO "audit" VALUES(8,1795000000008,'waited',X'',0,'192.0.2.3','helpdesk',X'95A367AF74BE7AA660C53E987B187341E7F617E5143FDF17DF555354EC60376C');
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
INSERT INTO "groups" VALUES(2,'above',NULL,0,NULL,0);
INSERT INTO "groups" VALUES(3,'second level',2,0,'helpdesk',1);
CREATE TABLE heads (
	id INTEGER NOT NULL, 
	audit_number INTEGER NOT NULL, 
	audit_hash BLOB NOT NULL, 
	starts INTEGER NOT NULL, 
	accounts INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "heads" VALUES(1,8,X'95A367AF74BE7AA660C53E987B187341E7F617E5143FDF17DF555354EC60376C',1,6);
CREATE TABLE hosts (
	id INTEGER NOT NULL, 
	slot INTEGER, 
	address VARCHAR(300) NOT NULL, 
	lease_until_ms BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (slot)
);
CREATE TABLE known_places (
	technician_id INTEGER NOT NULL, 
	place BLOB NOT NULL, 
	last_ms BIGINT NOT NULL, 
	PRIMARY KEY (technician_id, place), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
INSERT INTO "known_places" VALUES(2,X'7070707070707070707070707070707070707070707070707070707070707070',1795000000007);
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
INSERT INTO "names" VALUES('',2,'Ada',X'8C60EBE6E5C5B546057F644BEF7821CC');
INSERT INTO "names" VALUES('',3,'Bob',X'901446C2BCBF030471B950EFE91C6906');
CREATE TABLE replies (
	group_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR(500) NOT NULL, 
	PRIMARY KEY (group_id, position), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "replies" VALUES(3,0,'Hello');
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
INSERT INTO "rights" VALUES(2,'chat','on',0);
INSERT INTO "rights" VALUES(2,'share_screen','on',0);
INSERT INTO "rights" VALUES(2,'view_customer','on',0);
INSERT INTO "rights" VALUES(2,'control_customer','on',0);
INSERT INTO "rights" VALUES(2,'share_during_control','on',0);
INSERT INTO "rights" VALUES(2,'invite','on',0);
INSERT INTO "rights" VALUES(2,'transfer','on',0);
INSERT INTO "rights" VALUES(2,'hold','on',0);
INSERT INTO "rights" VALUES(2,'end','on',0);
INSERT INTO "rights" VALUES(3,'chat','inherit',0);
INSERT INTO "rights" VALUES(3,'share_screen','inherit',0);
INSERT INTO "rights" VALUES(3,'view_customer','inherit',0);
INSERT INTO "rights" VALUES(3,'control_customer','inherit',0);
INSERT INTO "rights" VALUES(3,'share_during_control','inherit',0);
INSERT INTO "rights" VALUES(3,'invite','inherit',0);
INSERT INTO "rights" VALUES(3,'transfer','inherit',0);
INSERT INTO "rights" VALUES(3,'hold','inherit',0);
INSERT INTO "rights" VALUES(3,'end','inherit',0);
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
	must_change BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "technicians" VALUES(1,'technician',1,1,0,NULL,0,0,0,0);
INSERT INTO "technicians" VALUES(2,'Ada',1,1,0,'$argon2id$v=19$m=65536,t=3,p=4$Mozp9FxjkqiXsQ2qXHtc5Q$tChJz4IOGnAwUM4aNvLdS11XzPaNn+iBb2f8NJGfHNs',1,0,0,0);
INSERT INTO "technicians" VALUES(3,'Bob',3,0,0,'$argon2id$v=19$m=65536,t=3,p=4$dfG7b6pRI0nGIELkgi/BMQ$I2t1EPw1H9MXwp/O4uujI3kF3bui5iCGq0ez+pW/SLQ',1,0,0,1);
CREATE TABLE waits (
	token_hash BLOB NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	seen_ms BIGINT, 
	PRIMARY KEY (token_hash)
);
INSERT INTO "waits" VALUES(X'E29442E61AD354E5CB0831E2E8359E8FB50CF024AD5A8F407C8F9DE63BDF7371','helpdesk',1795000000008,1795000000008);
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
PRAGMA user_version = 3;
