BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('3');
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
INSERT INTO "audit" VALUES(1,5,'technician_added',X'',0,'(command line)','Ada in support administrator',X'09081B9574EB261E4342F329172961E9BF97C9B70109A458353E4333948AED03');
INSERT INTO "audit" VALUES(2,7,'group_added',X'',0,'Ada','second level in the top',X'EA8179B63F859E75C5890DB54E71A7F1035A48E8CA05E354C4ECAD86D1FA55BD');
INSERT INTO "audit" VALUES(3,7,'right_changed',X'',0,'Ada','second level chat=on locked',X'3D75514E6980EB487B20F8A8DB15AE1330E71AF7967D83B8544EA49B292BDBF1');
INSERT INTO "audit" VALUES(4,7,'right_changed',X'',0,'Ada','second level sessions=3',X'CE254143F7F2CFC2BD2F88094D5A34C6840F03D1D32ABB25C901522E9A60AB2F');
INSERT INTO "audit" VALUES(5,7,'group_changed',X'',0,'Ada','second level channel=helpdesk',X'830054C37A55CC1B787312C6CCB7063F7E7C00CCE5330360F3B91C23FF803860');
INSERT INTO "audit" VALUES(6,7,'replies_changed',X'',0,'Ada','second level',X'F6E362AE7CEAA075516AB49869B3D732E47B811A722B81A35741A12A6A0A9481');
INSERT INTO "audit" VALUES(7,7,'technician_added',X'',0,'Ada','Bob in second level',X'A6A03A2B1E3B28DAD2A52EFC50DA7944CD749C3471C6AC03ADB7D1AB97C72B77');
INSERT INTO "audit" VALUES(8,8,'login',X'',0,'Bob','',X'70B0C861BAFAA24EF6ADDBA00A7F2696B8F810E1BA73BA292B06F7F709DC3537');
INSERT INTO "audit" VALUES(9,9,'session_opened',X'00000000000000000000000000000001',1,'Bob','',X'6A99A78CB67697B36C8E0D6594F27FB800B317CF80659C668CEB4513A56444BB');
INSERT INTO "audit" VALUES(10,10,'member_joined',X'00000000000000000000000000000001',2,'192.0.2.1','',X'C9DFF3938D8EB7D4EF723FA99CB5D817DE2D2EF0F400DCF297556EF11CE6C7D5');
INSERT INTO "audit" VALUES(11,11,'share_started',X'00000000000000000000000000000001',1,'','',X'85AFAA8143F0CEB80EFD9E963F6C30A74FD63ACFB76076A9A626D01E3DA0743B');
INSERT INTO "audit" VALUES(12,20,'session_closed',X'00000000000000000000000000000001',1,'','ended_by_lead',X'23200A643C1C5E91CC4B4390284CE5ED96C812EB305EAEF81D0FA27E01E47F02');
INSERT INTO "audit" VALUES(13,7,'technician_changed',X'',0,'Ada','Bob: Bob in second level disabled',X'74BD777DCE15D69B24362AC87C1717A19C930676D8DAB847E15FBD10EF84F397');
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
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(parent_id) REFERENCES groups (id)
);
INSERT INTO "groups" VALUES(1,'support',NULL,0,NULL);
INSERT INTO "groups" VALUES(2,'second level',NULL,3,'helpdesk');
CREATE TABLE heads (
	id INTEGER NOT NULL, 
	audit_number INTEGER NOT NULL, 
	audit_hash BLOB NOT NULL, 
	starts INTEGER NOT NULL, 
	accounts INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "heads" VALUES(1,13,X'74BD777DCE15D69B24362AC87C1717A19C930676D8DAB847E15FBD10EF84F397',1,7);
CREATE TABLE hosts (
	id INTEGER NOT NULL, 
	slot INTEGER, 
	address VARCHAR(300) NOT NULL, 
	lease_until_ms BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (slot)
);
CREATE TABLE replies (
	group_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR(500) NOT NULL, 
	PRIMARY KEY (group_id, position), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "replies" VALUES(2,0,'Hello');
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
INSERT INTO "rights" VALUES(2,'chat','on',1);
INSERT INTO "rights" VALUES(2,'share_screen','inherit',0);
INSERT INTO "rights" VALUES(2,'view_customer','inherit',0);
INSERT INTO "rights" VALUES(2,'control_customer','inherit',0);
INSERT INTO "rights" VALUES(2,'share_during_control','inherit',0);
INSERT INTO "rights" VALUES(2,'invite','inherit',0);
INSERT INTO "rights" VALUES(2,'transfer','inherit',0);
INSERT INTO "rights" VALUES(2,'hold','inherit',0);
INSERT INTO "rights" VALUES(2,'end','inherit',0);
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
INSERT INTO "seats" VALUES(X'00000000000000000000000000000001',1,'lead',X'0000000000000000000000000000000000000000000000000000000000000000',9,NULL,NULL,3);
INSERT INTO "seats" VALUES(X'00000000000000000000000000000001',2,'customer',X'0000000000000000000000000000000000000000000000000000000000000001',10,NULL,NULL,NULL);
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
INSERT INTO "sessions" VALUES(X'00000000000000000000000000000001',3,9,20,'ended_by_lead',1,0,NULL,NULL,0);
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
INSERT INTO "shares" VALUES(1,X'00000000000000000000000000000001',1,3,11,20);
CREATE TABLE technicians (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	group_id INTEGER NOT NULL, 
	administrator BOOLEAN DEFAULT 0 NOT NULL, 
	disabled BOOLEAN DEFAULT 0 NOT NULL, 
	password_hash VARCHAR(200), 
	passwords INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "technicians" VALUES(1,'technician',1,1,0,NULL,0);
INSERT INTO "technicians" VALUES(2,'Ada',1,1,0,'$argon2id$v=19$m=65536,t=3,p=4$1YS+ENY/ZpNoLJtTqLW3Ew$KDiVcnqxuKfxaqb0Fl7rD4smsLWi8PDYyojHXhKELoI',1);
INSERT INTO "technicians" VALUES(3,'Bob',2,0,1,'$argon2id$v=19$m=65536,t=3,p=4$3YkxTWUW3KSEONcuKCdzNw$JIogP7n3+W1ZXx5xpCqyTTkykO9+yUoYOzlqtenbaXY',1);
CREATE TABLE waits (
	token_hash BLOB NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	PRIMARY KEY (token_hash)
);
CREATE UNIQUE INDEX groups_channel ON groups (channel);
CREATE INDEX audit_time ON audit (time_ms, number);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE INDEX sessions_opened ON sessions (opened_ms);
CREATE INDEX sessions_open ON sessions (host) WHERE closed_ms IS NULL;
CREATE INDEX shares_session ON shares (session);
CREATE INDEX shares_started ON shares (started_ms);
COMMIT;
PRAGMA user_version = 3;
