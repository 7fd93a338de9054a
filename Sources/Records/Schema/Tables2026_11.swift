/// The first tables. Never edited after release: a change is a migration of its own in a new file.
///
/// The tables of the kinds of record were written from the catalogue (`KindTable`); a test compares the two, and the
/// columns of every kind, so that neither drifts. Instants are seconds since 1970 (UTC), days are days since 1970.
enum Tables2026_11 {
    /// Work around the records: imports, accounts, sessions, runs, Work Items, who read what.
    static let work = """
        CREATE TABLE import (
            id INTEGER PRIMARY KEY,
            startedAt REAL NOT NULL,
            finishedAt REAL,
            directory TEXT NOT NULL,
            profile TEXT NOT NULL,
            dataDay INTEGER NOT NULL,
            state TEXT NOT NULL,
            account TEXT,
            report TEXT
        ) STRICT;

        CREATE TABLE importFile (
            id INTEGER PRIMARY KEY,
            import INTEGER NOT NULL REFERENCES import(id),
            file TEXT NOT NULL,
            kinds TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            state TEXT NOT NULL,
            rowsRead INTEGER NOT NULL,
            rowsNew INTEGER NOT NULL,
            rowsChanged INTEGER NOT NULL,
            rowsUnchanged INTEGER NOT NULL,
            rowsQuarantined INTEGER NOT NULL,
            rowsLeftOut INTEGER NOT NULL,
            reason TEXT
        ) STRICT;
        CREATE INDEX importFileImport ON importFile(import);

        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY,
            import INTEGER NOT NULL REFERENCES import(id),
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            "column" TEXT NOT NULL,
            value TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX quarantineImport ON quarantine(import, id);

        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            member INTEGER,
            roles TEXT NOT NULL,
            salt BLOB NOT NULL,
            hash BLOB NOT NULL,
            disabled INTEGER NOT NULL DEFAULT 0,
            demonstration INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE session (
            token BLOB PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES account(id),
            csrf TEXT NOT NULL,
            createdAt REAL NOT NULL,
            seenAt REAL NOT NULL
        ) STRICT;
        CREATE INDEX sessionAccount ON session(account);

        CREATE TABLE signInAttempt (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            at REAL NOT NULL
        ) STRICT;
        CREATE INDEX signInAttemptName ON signInAttempt(name, at);

        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            month TEXT NOT NULL UNIQUE,
            asOf INTEGER NOT NULL,
            startedAt REAL NOT NULL,
            finishedAt REAL NOT NULL,
            programVersion TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            lastImport INTEGER NOT NULL,
            dataDay INTEGER NOT NULL,
            settings TEXT NOT NULL,
            scoresDigest TEXT NOT NULL,
            scored INTEGER NOT NULL,
            raised INTEGER NOT NULL,
            items INTEGER NOT NULL,
            account TEXT,
            summary TEXT NOT NULL,
            models BLOB NOT NULL
        ) STRICT;

        CREATE TABLE score (
            run INTEGER NOT NULL REFERENCES run(id),
            member INTEGER NOT NULL,
            force REAL NOT NULL,
            suspension REAL NOT NULL,
            offDuty REAL NOT NULL,
            domesticOrSubstance REAL NOT NULL,
            anyOutcome REAL NOT NULL,
            PRIMARY KEY (run, member)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE workItem (
            id INTEGER PRIMARY KEY,
            reference TEXT NOT NULL UNIQUE,
            run INTEGER NOT NULL REFERENCES run(id),
            member INTEGER NOT NULL,
            district TEXT NOT NULL,
            unit TEXT NOT NULL,
            generatedAt REAL NOT NULL,
            validityDueAt REAL NOT NULL,
            forwardDueAt REAL NOT NULL,
            state TEXT NOT NULL,
            categories TEXT NOT NULL,
            leading TEXT NOT NULL,
            snapshot TEXT NOT NULL
        ) STRICT;
        CREATE INDEX workItemRun ON workItem(run);
        CREATE INDEX workItemMember ON workItem(member, generatedAt);
        CREATE INDEX workItemState ON workItem(state, district);

        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL,
            changedAt REAL NOT NULL,
            account TEXT
        ) STRICT;

        CREATE TABLE readLog (
            id INTEGER PRIMARY KEY,
            at REAL NOT NULL,
            account TEXT NOT NULL,
            act TEXT NOT NULL,
            subject TEXT NOT NULL,
            ground TEXT NOT NULL
        ) STRICT;
        CREATE INDEX readLogSubject ON readLog(subject, at);
        CREATE TRIGGER readLogKeepsRows BEFORE DELETE ON readLog BEGIN SELECT RAISE(ABORT, 'the log of reads is append-only'); END;
        CREATE TRIGGER readLogKeepsWords BEFORE UPDATE ON readLog BEGIN SELECT RAISE(ABORT, 'the log of reads is append-only'); END;
        """

    /// One table for each kind of record.
    static let kinds = """
        CREATE TABLE member (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            name TEXT
        ) STRICT;
        CREATE UNIQUE INDEX memberKey ON member(sourceKey, version);
        CREATE INDEX memberRecord ON member(record);

        CREATE TABLE demographics (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            race TEXT,
            gender TEXT,
            birthYear INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX demographicsKey ON demographics(sourceKey, version);
        CREATE INDEX demographicsMember ON demographics(member, knownOn);

        CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            unit TEXT,
            name TEXT,
            kind TEXT,
            parent TEXT
        ) STRICT;
        CREATE UNIQUE INDEX unitKey ON unit(sourceKey, version);
        CREATE INDEX unitRecord ON unit(record);

        CREATE TABLE rankHeld (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            rank TEXT,
            since INTEGER,
            payGrade TEXT
        ) STRICT;
        CREATE UNIQUE INDEX rankHeldKey ON rankHeld(sourceKey, version);
        CREATE INDEX rankHeldMember ON rankHeld(member, knownOn);

        CREATE TABLE posting (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            unit TEXT,
            kind TEXT
        ) STRICT;
        CREATE UNIQUE INDEX postingKey ON posting(sourceKey, version);
        CREATE INDEX postingMember ON posting(member, knownOn);

        CREATE TABLE supervision (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            supervisor INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX supervisionKey ON supervision(sourceKey, version);
        CREATE INDEX supervisionMember ON supervision(member, knownOn);

        CREATE TABLE useOfForce (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            report TEXT,
            event TEXT,
            forceLevel INTEGER,
            resistanceLevel INTEGER,
            taser INTEGER,
            firearmDischarged INTEGER,
            subjectArmed INTEGER,
            subjectInjured INTEGER,
            subjectAllegedInjury INTEGER,
            officerInjured INTEGER,
            onDuty INTEGER,
            inUniform INTEGER,
            unit TEXT
        ) STRICT;
        CREATE UNIQUE INDEX useOfForceKey ON useOfForce(sourceKey, version);
        CREATE INDEX useOfForceMember ON useOfForce(member, knownOn);

        CREATE TABLE arrest (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            recordNumber TEXT,
            chargeClass TEXT,
            disposition TEXT
        ) STRICT;
        CREATE UNIQUE INDEX arrestKey ON arrest(sourceKey, version);
        CREATE INDEX arrestMember ON arrest(member, knownOn);

        CREATE TABLE custodyInjury (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            harm TEXT
        ) STRICT;
        CREATE UNIQUE INDEX custodyInjuryKey ON custodyInjury(sourceKey, version);
        CREATE INDEX custodyInjuryMember ON custodyInjury(member, knownOn);

        CREATE TABLE conductInjury (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            harm TEXT
        ) STRICT;
        CREATE UNIQUE INDEX conductInjuryKey ON conductInjury(sourceKey, version);
        CREATE INDEX conductInjuryMember ON conductInjury(member, knownOn);

        CREATE TABLE vehiclePursuit (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            report TEXT,
            onDuty INTEGER,
            finding TEXT
        ) STRICT;
        CREATE UNIQUE INDEX vehiclePursuitKey ON vehiclePursuit(sourceKey, version);
        CREATE INDEX vehiclePursuitMember ON vehiclePursuit(member, knownOn);

        CREATE TABLE collision (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            report TEXT,
            onDuty INTEGER,
            injury INTEGER,
            finding TEXT
        ) STRICT;
        CREATE UNIQUE INDEX collisionKey ON collision(sourceKey, version);
        CREATE INDEX collisionMember ON collision(member, knownOn);

        CREATE TABLE complaint (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            agency TEXT,
            complainant TEXT,
            location TEXT,
            nature TEXT,
            natureCode TEXT,
            allegations INTEGER,
            excessiveForce INTEGER,
            domestic INTEGER,
            substance INTEGER,
            offDuty INTEGER,
            finding TEXT,
            sustainedExcessiveForce INTEGER,
            discipline TEXT,
            suspensionDays INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX complaintKey ON complaint(sourceKey, version);
        CREATE INDEX complaintMember ON complaint(member, knownOn);

        CREATE TABLE allegation (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            number INTEGER,
            nature TEXT,
            disposition TEXT
        ) STRICT;
        CREATE UNIQUE INDEX allegationKey ON allegation(sourceKey, version);
        CREATE INDEX allegationMember ON allegation(member, knownOn);

        CREATE TABLE complaintWitness (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT
        ) STRICT;
        CREATE UNIQUE INDEX complaintWitnessKey ON complaintWitness(sourceKey, version);
        CREATE INDEX complaintWitnessMember ON complaintWitness(member, knownOn);

        CREATE TABLE civilClaim (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            defendant TEXT,
            result TEXT,
            amount REAL
        ) STRICT;
        CREATE UNIQUE INDEX civilClaimKey ON civilClaim(sourceKey, version);
        CREATE INDEX civilClaimMember ON civilClaim(member, knownOn);

        CREATE TABLE criminalProceeding (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            court TEXT,
            result TEXT
        ) STRICT;
        CREATE UNIQUE INDEX criminalProceedingKey ON criminalProceeding(sourceKey, version);
        CREATE INDEX criminalProceedingMember ON criminalProceeding(member, knownOn);

        CREATE TABLE credibilityFinding (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            court TEXT
        ) STRICT;
        CREATE UNIQUE INDEX credibilityFindingKey ON credibilityFinding(sourceKey, version);
        CREATE INDEX credibilityFindingMember ON credibilityFinding(member, knownOn);

        CREATE TABLE untruthfulnessFinding (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            source TEXT,
            suppressionHearing INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX untruthfulnessFindingKey ON untruthfulnessFinding(sourceKey, version);
        CREATE INDEX untruthfulnessFindingMember ON untruthfulnessFinding(member, knownOn);

        CREATE TABLE prosecutionDeclined (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            source TEXT
        ) STRICT;
        CREATE UNIQUE INDEX prosecutionDeclinedKey ON prosecutionDeclined(sourceKey, version);
        CREATE INDEX prosecutionDeclinedMember ON prosecutionDeclined(member, knownOn);

        CREATE TABLE protectiveOrder (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            orderKind TEXT
        ) STRICT;
        CREATE UNIQUE INDEX protectiveOrderKey ON protectiveOrder(sourceKey, version);
        CREATE INDEX protectiveOrderMember ON protectiveOrder(member, knownOn);

        CREATE TABLE discipline (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            logNumber TEXT,
            penalty TEXT,
            days INTEGER,
            result TEXT
        ) STRICT;
        CREATE UNIQUE INDEX disciplineKey ON discipline(sourceKey, version);
        CREATE INDEX disciplineMember ON discipline(member, knownOn);

        CREATE TABLE correctiveAction (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            system TEXT,
            action TEXT
        ) STRICT;
        CREATE UNIQUE INDEX correctiveActionKey ON correctiveAction(sourceKey, version);
        CREATE INDEX correctiveActionMember ON correctiveAction(member, knownOn);

        CREATE TABLE cameraViolation (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            source TEXT,
            reference TEXT,
            camera TEXT,
            finding TEXT
        ) STRICT;
        CREATE UNIQUE INDEX cameraViolationKey ON cameraViolation(sourceKey, version);
        CREATE INDEX cameraViolationMember ON cameraViolation(member, knownOn);

        CREATE TABLE award (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            award TEXT,
            status TEXT,
            decision TEXT
        ) STRICT;
        CREATE UNIQUE INDEX awardKey ON award(sourceKey, version);
        CREATE INDEX awardMember ON award(member, knownOn);

        CREATE TABLE sickLeave (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            hours REAL
        ) STRICT;
        CREATE UNIQUE INDEX sickLeaveKey ON sickLeave(sourceKey, version);
        CREATE INDEX sickLeaveMember ON sickLeave(member, knownOn);

        CREATE TABLE missedCourt (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            source TEXT,
            reference TEXT,
            finding TEXT
        ) STRICT;
        CREATE UNIQUE INDEX missedCourtKey ON missedCourt(sourceKey, version);
        CREATE INDEX missedCourtMember ON missedCourt(member, knownOn);

        CREATE TABLE training (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            sourceKey TEXT NOT NULL,
            digest INTEGER NOT NULL,
            import INTEGER NOT NULL,
            member INTEGER NOT NULL,
            happenedOn INTEGER,
            knownOn INTEGER NOT NULL,
            outcomeKnownOn INTEGER,
            course TEXT,
            hours REAL,
            result TEXT
        ) STRICT;
        CREATE UNIQUE INDEX trainingKey ON training(sourceKey, version);
        CREATE INDEX trainingMember ON training(member, knownOn);
        """
}
