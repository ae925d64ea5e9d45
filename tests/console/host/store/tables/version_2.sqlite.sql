CREATE TABLE groups (id INTEGER NOT NULL, name VARCHAR(200) NOT NULL, parent_id INTEGER,
    sessions INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (id), UNIQUE (name),
    FOREIGN KEY(parent_id) REFERENCES groups (id));
CREATE TABLE audit (number INTEGER NOT NULL, time_ms BIGINT NOT NULL, event VARCHAR(40) NOT NULL,
    session BLOB NOT NULL, member INTEGER NOT NULL, who VARCHAR(200) NOT NULL, detail VARCHAR(200) NOT NULL,
    hash BLOB NOT NULL, PRIMARY KEY (number));
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
CREATE TABLE heads (id INTEGER NOT NULL, audit_number INTEGER NOT NULL, audit_hash BLOB NOT NULL,
    starts INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE rights (group_id INTEGER NOT NULL, name VARCHAR(40) NOT NULL, setting VARCHAR(10) NOT NULL,
    locked BOOLEAN NOT NULL, PRIMARY KEY (group_id, name), FOREIGN KEY(group_id) REFERENCES groups (id));
CREATE TABLE replies (group_id INTEGER NOT NULL, position INTEGER NOT NULL, text VARCHAR(500) NOT NULL,
    PRIMARY KEY (group_id, position), FOREIGN KEY(group_id) REFERENCES groups (id));
CREATE TABLE technicians (id INTEGER NOT NULL, name VARCHAR(200) NOT NULL, group_id INTEGER NOT NULL,
    administrator BOOLEAN DEFAULT 0 NOT NULL, disabled BOOLEAN DEFAULT 0 NOT NULL, password_hash VARCHAR(200),
    passwords INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (id), UNIQUE (name),
    FOREIGN KEY(group_id) REFERENCES groups (id));
CREATE TABLE sessions (id BLOB NOT NULL, technician_id INTEGER NOT NULL, opened_ms BIGINT NOT NULL,
    closed_ms BIGINT, reason VARCHAR(40), sharing INTEGER DEFAULT 0 NOT NULL, on_hold BOOLEAN DEFAULT 0 NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(technician_id) REFERENCES technicians (id));
CREATE TABLE seats (session BLOB NOT NULL, member INTEGER NOT NULL, role VARCHAR(20) NOT NULL,
    token_hash BLOB NOT NULL, opened_ms BIGINT NOT NULL, closed_ms BIGINT, reason VARCHAR(40),
    technician_id INTEGER, PRIMARY KEY (session, member), FOREIGN KEY(session) REFERENCES sessions (id),
    FOREIGN KEY(technician_id) REFERENCES technicians (id));
INSERT INTO heads VALUES (1, 0, zeroblob(32), 41);
INSERT INTO groups VALUES (1, 'support', NULL, 0);
INSERT INTO rights VALUES (1, 'chat', 'on', 0);
INSERT INTO rights VALUES (1, 'share_screen', 'off', 1);
INSERT INTO technicians VALUES (1, 'technician', 1, 1, 0, NULL, 0);
INSERT INTO technicians VALUES (2, 'Ada', 1, 0, 0, 'hash', 1);
INSERT INTO sessions VALUES (zeroblob(16), 1, 5, NULL, NULL, 2, 1);
INSERT INTO seats VALUES (zeroblob(16), 1, 'lead', zeroblob(32), 5, NULL, NULL, 1);
INSERT INTO seats VALUES (zeroblob(16), 2, 'customer', zeroblob(32), 6, NULL, NULL, NULL);
PRAGMA user_version = 2;
