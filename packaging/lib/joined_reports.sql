-- SPDX-License-Identifier: GPL-2.0-or-later
-- Reports of many captures in one database. An `element` is a fault or a heap of scattered findings of one capture.
CREATE TABLE capture (
  name TEXT PRIMARY KEY,
  segments INTEGER, conversations INTEGER, not_judged INTEGER, one_direction_only INTEGER,
  first_ns INTEGER, last_ns INTEGER
);
CREATE TABLE element (
  id INTEGER PRIMARY KEY,
  capture TEXT REFERENCES capture (name),
  name TEXT, cause TEXT, exposed INTEGER, points_to TEXT
);
CREATE TABLE trait (element INTEGER REFERENCES element (id), name TEXT, value TEXT);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  element INTEGER REFERENCES element (id),
  frame INTEGER, time_ns INTEGER,
  number TEXT, source TEXT, destination TEXT, segment_kind TEXT, payload_length INTEGER,
  expected INTEGER, observed INTEGER, mask INTEGER, delta INTEGER,
  confidence TEXT, checksum TEXT, recovered_in INTEGER, stall_ns INTEGER, reset INTEGER
);
CREATE INDEX finding_of_element ON finding (element);
CREATE INDEX trait_of_element ON trait (element);

-- One row for all findings that may be one segment: sent again with the same damage, or captured at two places.
CREATE VIEW wrong_number AS
  SELECT number, source, destination, expected, observed, mask, delta, count(DISTINCT element.capture) AS captures
  FROM finding JOIN element ON element.id = finding.element
  GROUP BY number, source, destination, expected, observed;

CREATE VIEW same_difference AS
  SELECT number, delta, count(*) AS members, count(DISTINCT mask) AS masks FROM wrong_number GROUP BY number, delta;
CREATE VIEW same_bits AS
  SELECT number, mask, count(*) AS members, count(DISTINCT observed & mask) AS polarities FROM wrong_number
  GROUP BY number, mask;

-- How the reports of single captures name them.
CREATE TABLE kind (number TEXT PRIMARY KEY, plural TEXT);
INSERT INTO kind VALUES ('sequence', 'sequence numbers'), ('acknowledgment', 'acknowledgment numbers'), ('sack edge', 'SACK edges'),
                        ('tsval', 'TSval'), ('tsecr', 'TSecr');

-- What makes wrong numbers one fault, whichever capture they are in: first the causes that leave neither bits nor difference in
-- common; then the difference, if the bits vary and so cannot be what is common; then the bits. NULL: nothing.
CREATE TABLE member AS
  SELECT finding.id AS finding,
    CASE
      WHEN element.cause IN ('Byte order', 'Cleared', 'Another connection''s number')
        THEN element.cause || ' in ' || kind.plural
      WHEN same_difference.masks > 1 AND same_difference.members >= same_bits.members
        THEN 'Constant offset ' || finding.delta || ' in ' || kind.plural
      WHEN same_bits.members > 1 AND same_bits.polarities = 1
        THEN 'The same bits, always to the same values, ' || printf('0x%08x', finding.mask) || ' in '
             || kind.plural
      WHEN same_bits.members > 1
        THEN 'The same bits ' || printf('0x%08x', finding.mask) || ' in ' || kind.plural
    END AS fault
  FROM finding
  JOIN element ON element.id = finding.element
  JOIN same_difference USING (number, delta)
  JOIN same_bits USING (number, mask)
  JOIN kind USING (number);
CREATE INDEX member_of_fault ON member (fault);

CREATE VIEW fault AS
  SELECT member.fault AS name,
         count(*) AS findings, count(DISTINCT mask) AS masks, count(DISTINCT delta) AS deltas,
         count(DISTINCT element.capture) AS captures,
         min(time_ns) AS first_ns, max(time_ns) AS last_ns,
         max(stall_ns) AS longest_stall_ns, sum(reset) AS resets
  FROM member
  JOIN finding ON finding.id = member.finding
  JOIN element ON element.id = finding.element
  GROUP BY member.fault;

-- What all members of a fault share: a trait of every element that has members in it, always with the same value.
CREATE VIEW shared_trait AS
  WITH elements AS (
    SELECT DISTINCT member.fault, finding.element FROM member JOIN finding ON finding.id = member.finding
  )
  SELECT elements.fault, trait.name, min(trait.value) AS value, min(trait.rowid) AS position
  FROM elements JOIN trait USING (element)
  GROUP BY elements.fault, trait.name
  HAVING count(DISTINCT trait.value) = 1
     AND count(*) = (SELECT count(*) FROM elements AS others WHERE others.fault IS elements.fault);
