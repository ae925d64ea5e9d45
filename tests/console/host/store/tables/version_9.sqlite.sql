BEGIN TRANSACTION;
CREATE TABLE addresses (
	mark VARCHAR(40) NOT NULL, 
	day INTEGER NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	salt BLOB NOT NULL, 
	PRIMARY KEY (mark)
);
INSERT INTO "addresses" VALUES('',20787,'198.51.100.23',X'02E4596DB8CE4495F5348A2960623733');
INSERT INTO "addresses" VALUES('',20787,'2001:db8:77::1',X'6C9C30F0E6287F7732A5136A712D337D');
INSERT INTO "addresses" VALUES('',20787,'203.0.113.99',X'7F4312311CF1C05A1283851A8C05B9DD');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('9');
CREATE TABLE attended (
	host INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	PRIMARY KEY (host, channel)
);
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
INSERT INTO "audit" VALUES(1,1796000000000,'technician_added',X'',0,'root',' in support administrator',X'BB05A025B0D7056EBD23C6780941C57E4D77ACAFC090B0F1631652489264C51C');
INSERT INTO "audit" VALUES(2,1796000000001,'group_added',X'',0,'root','second level in support',X'9763F68B317D59416ABAC810E7F771E10973DBEE95360D3641A6DCBFAFA03674');
INSERT INTO "audit" VALUES(3,1796000000002,'technician_added',X'',0,'root',' in second level',X'8B7A1C8BFD5F6E52CE3DED0E592EEB49A3325A4A6E97E32722543B7BA139E14D');
INSERT INTO "audit" VALUES(4,1796000000003,'technician_added',X'',0,'root',' in second level',X'C18826EEEB5BEF4E4511BAF34782EF77BC3BFB24C92341159903F5D75CF22C4C');
INSERT INTO "audit" VALUES(5,1796000000004,'group_changed',X'',0,'root','support channel=helpdesk',X'6D0FCA95D6CC76CD9791173A2421F9D380BB5E204BA79E455D8C7BBB2221BE0C');
INSERT INTO "audit" VALUES(6,1796000000004,'group_changed',X'',0,'root','support desk_reads=on',X'1C81ADD09BF511F695BADBAE19F62C6C2D1AFFFB480850DB62E8E2BB2429A095');
INSERT INTO "audit" VALUES(7,1796000000005,'replies_changed',X'',0,'root','support',X'B8B1FAD1222BE8BC4CEA316850CF7071CE90A7E225B6CB293F4F7A98768B428D');
INSERT INTO "audit" VALUES(8,1796000000006,'login',X'',0,'','',X'0F83908C133E6BA339855E87A0DBF960B62D708EBF83DD7F5FFE0D3E329DAFEA');
INSERT INTO "audit" VALUES(9,1796000000007,'login',X'',0,'','',X'BE124455767B35226B9619D189D6F240623F548FD503ADCDEB7B24CE424F61AE');
INSERT INTO "audit" VALUES(10,1796000000008,'login_refused',X'',0,'','wrong_login Ada',X'BB57AEFAB03C1E98D2368BA0166A8530C9E818B869AEA541F2131F26588CE161');
INSERT INTO "audit" VALUES(11,1796000000009,'session_opened',X'000102030405060708090A0B0C0D0E0F',1,'','',X'74D4C3745393B27AC7217C0CB9D4E6CA8AA358B32F9592FCE87F98D5E554E48C');
INSERT INTO "audit" VALUES(12,1796000000010,'member_joined',X'000102030405060708090A0B0C0D0E0F',2,'','',X'7E0D88A1710314444F38A1BA5B4A0A7F674E8AECBFFC9C6B9C0085202B7FD4A3');
INSERT INTO "audit" VALUES(13,1796000000011,'share_started',X'000102030405060708090A0B0C0D0E0F',1,'','',X'8AC257C1B13BB7CC89751FB7CA35E1D96B9E9923E7CC98D29B5A478182BEB61D');
INSERT INTO "audit" VALUES(14,1796000000012,'share_ended',X'000102030405060708090A0B0C0D0E0F',1,'','',X'618CEBC026102A34CBE533D1D91F4F3ABB9C353E5D0101C13B0E64981659E0E9');
INSERT INTO "audit" VALUES(15,1796000000013,'session_closed',X'000102030405060708090A0B0C0D0E0F',0,'','ended_by_lead',X'CCB0D177BB5D1A995B4DA2DB08C3E0594BBCA33035150A5B1E13BB0E746A1D8B');
INSERT INTO "audit" VALUES(16,1796000000014,'session_opened',X'101112131415161718191A1B1C1D1E1F',1,'','',X'81DB0B5F828C76E80855753CA54C7F08C6C14AB3095B3302269B890EE7CEB4D4');
INSERT INTO "audit" VALUES(17,1796000000015,'waited',X'',0,'','helpdesk',X'A67ED31A3FA311299F56C2C0D69401BB842915820DD0B984251E0E374DEDEC5E');
INSERT INTO "audit" VALUES(18,1796000000016,'gave_up',X'',0,'','helpdesk left',X'07C348527AEF6A148B84FC9B3B3201EAFE5212D898E545543D50B4AE806FE0DA');
INSERT INTO "audit" VALUES(19,1796000000017,'technician_removed',X'',0,'root','former technician 4',X'D8346772EDD0601A1918C7C8560E7C884484366560952AAB19445CF6B978F336');
CREATE TABLE cuts (
	number INTEGER NOT NULL, 
	hash BLOB, 
	digest BLOB, 
	time_ms BIGINT, 
	signed_by BLOB, 
	signature BLOB, 
	PRIMARY KEY (number)
);
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
INSERT INTO "groups" VALUES(1,'support',NULL,0,'helpdesk',1);
INSERT INTO "groups" VALUES(2,'second level',1,0,NULL,0);
CREATE TABLE heads (
	id INTEGER NOT NULL, 
	audit_number INTEGER NOT NULL, 
	audit_hash BLOB NOT NULL, 
	starts INTEGER NOT NULL, 
	accounts INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "heads" VALUES(1,19,X'D8346772EDD0601A1918C7C8560E7C884484366560952AAB19445CF6B978F336',1,7);
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
CREATE TABLE lost_waits (
	id INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	ended_ms BIGINT NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "lost_waits" VALUES(1,'helpdesk',1796000000005,1796000000008,'left');
CREATE TABLE names (
	mark VARCHAR(40) NOT NULL, 
	technician_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	salt BLOB, 
	PRIMARY KEY (mark), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
INSERT INTO "names" VALUES('',2,'Ada',X'0EBB38E2F671CBFC3F544865752F4C0A');
INSERT INTO "names" VALUES('',3,'Grace',X'B94C7077203C97C60C56D1B18490E3AF');
INSERT INTO "names" VALUES('',4,'former technician 4',NULL);
CREATE TABLE pages (
	version INTEGER NOT NULL, 
	changed_ms BIGINT NOT NULL, 
	settings BLOB NOT NULL, 
	PRIMARY KEY (version)
);
CREATE TABLE replies (
	group_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR(500) NOT NULL, 
	PRIMARY KEY (group_id, position), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "replies" VALUES(1,0,'Hello.');
CREATE TABLE rights (
	group_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	setting VARCHAR(10) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	PRIMARY KEY (group_id, name), 
	FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "rights" VALUES(2,'chat','inherit',0);
INSERT INTO "rights" VALUES(2,'share_screen','inherit',0);
INSERT INTO "rights" VALUES(2,'view_customer','inherit',0);
INSERT INTO "rights" VALUES(2,'control_customer','inherit',0);
INSERT INTO "rights" VALUES(2,'share_during_control','inherit',0);
INSERT INTO "rights" VALUES(2,'invite','inherit',0);
INSERT INTO "rights" VALUES(2,'transfer','inherit',0);
INSERT INTO "rights" VALUES(2,'hold','inherit',0);
INSERT INTO "rights" VALUES(2,'end','inherit',0);
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
INSERT INTO "seats" VALUES(X'000102030405060708090A0B0C0D0E0F',1,'lead',X'3BA3F5F43B92602683C19AEE62A20342B084DD5971DDD33808D81A328879A547',1796000000009,NULL,NULL,2);
INSERT INTO "seats" VALUES(X'000102030405060708090A0B0C0D0E0F',2,'customer',X'BDB339768BC5E4FECBE55A442056919B2B325907D49BCBF3BF8DE13781996A83',1796000000010,NULL,NULL,NULL);
INSERT INTO "seats" VALUES(X'101112131415161718191A1B1C1D1E1F',1,'lead',X'CD93782B7FB95559DE14F738B65988AF85D41DC1565F7C7D1ED2D035665B519C',1796000000014,NULL,NULL,3);
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
INSERT INTO "sessions" VALUES(X'000102030405060708090A0B0C0D0E0F',2,1796000000009,1796000000013,'ended_by_lead',0,0,NULL,NULL,0);
INSERT INTO "sessions" VALUES(X'101112131415161718191A1B1C1D1E1F',3,1796000000014,NULL,NULL,0,0,NULL,NULL,0);
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
INSERT INTO "shares" VALUES(1,X'000102030405060708090A0B0C0D0E0F',1,2,1796000000011,1796000000012);
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
INSERT INTO "technicians" VALUES(2,'Ada',1,1,0,'$argon2id$v=19$m=65536,t=3,p=4$Wg8N/1vOhsLhd03lDiuOWw$hcUMCPMkdjka9TS1N+1X+a0RWtvtQ9daVU9URxMCwDs',1,0,0,0);
INSERT INTO "technicians" VALUES(3,'Grace',2,0,0,'$argon2id$v=19$m=65536,t=3,p=4$qbhhYwpFJDkhpQ1h+PZgXA$44EiWUqsR1s3u35UHtH9LUEe2tRcwE2kMqAbau5F+vg',1,0,0,1);
INSERT INTO "technicians" VALUES(4,'former technician 4',2,0,1,NULL,1,1,0,0);
CREATE TABLE waits (
	token_hash BLOB NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	seen_ms BIGINT, 
	PRIMARY KEY (token_hash)
);
CREATE UNIQUE INDEX groups_channel ON groups (channel);
CREATE INDEX addresses_day ON addresses (day, address);
CREATE INDEX lost_waits_ended ON lost_waits (ended_ms);
CREATE INDEX audit_time ON audit (time_ms, number);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE INDEX names_technician ON names (technician_id);
CREATE INDEX sessions_opened ON sessions (opened_ms);
CREATE INDEX sessions_open ON sessions (host) WHERE closed_ms IS NULL;
CREATE INDEX shares_started ON shares (started_ms);
CREATE INDEX shares_session ON shares (session);
COMMIT;
PRAGMA user_version = 3;
