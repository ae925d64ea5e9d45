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
INSERT INTO "audit" VALUES(1,1699740800000,'technician_added',X'',0,'(command line)',' in support administrator',X'5CCBFACE98F15E335A004B60BB3ED05569FFB6D9A72FA6CAAEE0999FB1E1BB3D');
INSERT INTO "audit" VALUES(2,1699740800000,'group_added',X'',0,'','above in the top allowing everything',X'83DC81BBC04AB9FB5298E86D642265A000F2126AA0213FD1204677897A6687FF');
INSERT INTO "audit" VALUES(3,1699740800000,'group_added',X'',0,'','second level in above',X'A1A3E7334C1D5B698AB7E3AC988B8A9D8BB151E320B2DA04EFD1C0CD7968147C');
INSERT INTO "audit" VALUES(4,1699740800000,'group_changed',X'',0,'','second level channel=helpdesk',X'24A75F6A1C47E8D39EE53BD05FCAB16BF07C4577E0F77B5E64DB67ADC5A3653D');
INSERT INTO "audit" VALUES(5,1699740800000,'group_changed',X'',0,'','second level desk_reads=on',X'760C4BA8200C795E6D3D9D94CCC1A176699D9FFDFB8DFD39A881C9726B28D8D8');
INSERT INTO "audit" VALUES(6,1699740800000,'replies_changed',X'',0,'','second level',X'844A8CB1BF3FEF68277C1AC1F1A024D630C7A00EB2A581EA61E603B2C22A3471');
INSERT INTO "audit" VALUES(7,1699740800000,'technician_added',X'',0,'',' in second level',X'90D52486171442822381D8E7DBD5F273196A4985E50C4A30BA6BEBBA9FEADE0E');
INSERT INTO "audit" VALUES(8,1699740800000,'technician_added',X'',0,'',' in second level',X'6A248B0A85076DFFDD71B940DED3065159DEC54918D9F79530304CCF8548825F');
INSERT INTO "audit" VALUES(9,1699740800000,'technician_removed',X'',0,'','former technician 4',X'9F810F3F6C07E2F64966F4B8F623B1DFD845CE2DDD9B1E076D8375FA54693425');
INSERT INTO "audit" VALUES(10,1699827201000,'session_opened',X'00000000000000000000000000000001',1,'','',X'4354C49EECB0568A0C71FE86A090FC10152F6EBC70B8504E905AB21E70E080C1');
INSERT INTO "audit" VALUES(11,1699827202000,'waited',X'',0,'192.0.2.1','helpdesk',X'234DAAE0D2C13B0A8348A8EE6F098116B6C1EA22C1FAECF19DA886F2C238BEFB');
INSERT INTO "audit" VALUES(12,1699827203000,'picked_up',X'00000000000000000000000000000001',0,'','helpdesk',X'64E33F46009F53431E99A85BF5D1B7E38A7AD3B2233B668DA6FFEFA288E4EEAD');
INSERT INTO "audit" VALUES(13,1699827204000,'member_joined',X'00000000000000000000000000000001',2,'192.0.2.1','',X'5C03AB78513437A41C24B1689828ED8A460B6DBA8E3ED6BB8A74A786E351B01D');
INSERT INTO "audit" VALUES(14,1699827205000,'share_started',X'00000000000000000000000000000001',1,'','',X'BA75ECC5280F95C990CBC310DE5BBD2B281638D0B8F6778F794AFE30BD85364C');
INSERT INTO "audit" VALUES(15,1699827206000,'session_closed',X'00000000000000000000000000000001',1,'','ended_by_lead',X'CE4CA29E745EFEF92E68C9E0831DC7445F0EE288108F419F3CBB4BC2986B9ABF');
INSERT INTO "audit" VALUES(16,1699827207000,'waited',X'',0,'192.0.2.2','helpdesk',X'436D9A8E56C917812A7065ADFA274132B914AF1DB6C17779DD3B7A3335BD93EE');
INSERT INTO "audit" VALUES(17,1699827208000,'gave_up',X'',0,'192.0.2.2','helpdesk left',X'677E9276A057DA12B8A01F111735D3BC94986FDA3A32DD02A65814C1ED278CB8');
INSERT INTO "audit" VALUES(18,1700000001000,'waited',X'',0,'192.0.2.3','helpdesk',X'ECCB7736D9F6FA85E2B18A58BCCA821E48AF175FF95215FF46242ED8AA44F690');
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
INSERT INTO "heads" VALUES(1,18,X'ECCB7736D9F6FA85E2B18A58BCCA821E48AF175FF95215FF46242ED8AA44F690',1,8);
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
INSERT INTO "lost_waits" VALUES(1,'helpdesk',1699827206000,1699827208000,'left');
CREATE TABLE names (
	mark VARCHAR(40) NOT NULL, 
	technician_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	salt BLOB, 
	PRIMARY KEY (mark), 
	FOREIGN KEY(technician_id) REFERENCES technicians (id)
);
INSERT INTO "names" VALUES('',2,'Ada',X'44B4A4ADA5A38783C07C351A776ABF50');
INSERT INTO "names" VALUES('',3,'Bob',X'EDF3972E5CBED5AD01D3998AFAB5F2BA');
INSERT INTO "names" VALUES('',4,'former technician 4',NULL);
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
INSERT INTO "seats" VALUES(X'00000000000000000000000000000001',1,'lead',X'8A83665F3798727F14F92AD0E6C99FDAB08EE731D6CD644C131223FD2F4FED2A',1699827201000,NULL,NULL,3);
INSERT INTO "seats" VALUES(X'00000000000000000000000000000001',2,'customer',X'DEB0E38CED1E41DE6F92E70E80C418D2D356AFAAA99E26F5939DBC7D3EF4772A',1699827204000,NULL,NULL,NULL);
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
INSERT INTO "sessions" VALUES(X'00000000000000000000000000000001',3,1699827201000,1699827206000,'ended_by_lead',1,0,'helpdesk',32000,0);
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
INSERT INTO "shares" VALUES(1,X'00000000000000000000000000000001',1,3,1699827205000,1699827206000);
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
INSERT INTO "technicians" VALUES(2,'Ada',1,1,0,'$argon2id$v=19$m=65536,t=3,p=4$cJgMu9YGRuSavWjfb1RCSg$l3Xouu9ACYsolLvp/bbWP28FAVLuCV4dVIepq2l7V4s',1,0,0);
INSERT INTO "technicians" VALUES(3,'Bob',3,0,0,'$argon2id$v=19$m=65536,t=3,p=4$NhT0XsJkGjVpHC/l94N5BA$hQsTomM8QjLXNv+6tNobzmCjhMgT52NOaRS/8ofeLwk',1,0,0);
INSERT INTO "technicians" VALUES(4,'former technician 4',3,0,1,NULL,1,1,0);
CREATE TABLE waits (
	token_hash BLOB NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	since_ms BIGINT NOT NULL, 
	PRIMARY KEY (token_hash)
);
INSERT INTO "waits" VALUES(X'22AF5EB7A99E9A167ADAFC9B1C22F688CB7D7F87CD31C10E00DDA28BD0953CFC','helpdesk',1699999940000);
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
