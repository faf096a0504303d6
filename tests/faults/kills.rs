//! A process that is killed at any moment: nobody meets half a file, and the next process comes to the same end as if nothing had happened.

use super::{Scratch, good, program, run, seen, small};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many kills of the ordinary test are of one kind; the variable asks for more of all kinds.
fn kills(ordinary: u32) -> u32 {
    const ALL: u32 = 336;
    let asked = std::env::var("DISPOSITIF_KILLS").ok().map(|count| count.parse::<u32>().expect("a number"));
    asked.map_or(ordinary, |asked| (ordinary * asked).div_ceil(ALL))
}

/// Moments that look random and are the same in each run (SplitMix64).
struct Dice(u64);

impl Dice {
    /// A part of a time, somewhat more than the whole at most: a kill that comes too late is one as well.
    fn moment(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let part = (bits ^ (bits >> 31)) >> 11;
        whole.mul_f64(1.3 * part as f64 / (1_u64 << 53) as f64)
    }
}

/// Kills a command again and again, each time at another moment of its work, and looks each time at what it left. It is measured first.
fn killed(name: &str, count: u32, mut command: impl FnMut(u32) -> Command, mut look: impl FnMut(u32)) {
    let begin = Instant::now();
    good(&mut command(0));
    let mut whole = begin.elapsed();
    let (mut dice, mut ended) = (Dice(42), 0);
    for round in 1..=count {
        let begin = Instant::now();
        let mut child = command(round).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
        let moment = dice.moment(whole);
        sleep(moment);
        // The machine may be more or less busy than when it was measured.
        if child.try_wait().expect("asked").is_some() {
            ended += 1;
            whole = whole.min(begin.elapsed());
        } else {
            whole = whole.max(moment);
        }
        child.kill().expect("killed");
        child.wait().expect("it ends");
        look(round);
    }
    println!("{name}: {} killed at work, {ended} that had ended", count - ended);
}

/// Each visible file is one of those that it may be, whole; what is left beside does not grow more.
fn assert_whole(folder: &Path, references: &[&BTreeMap<OsString, Vec<u8>>]) {
    let held = seen(folder);
    for (name, bytes) in &held.visible {
        let is_whole = references.iter().any(|of| of.get(name) == Some(bytes));
        assert!(is_whole, "{}: half written, {} bytes", folder.join(name).display(), bytes.len());
    }
    assert!(held.hidden.len() <= 1, "{:?}", held.hidden);
}

#[test]
fn killed_while_it_writes_results() {
    let scratch = Scratch::new();
    // The same names with other words: a file is replaced in each round.
    for (folder, thing) in [("one", "bell"), ("two", "lamp")] {
        fs::create_dir_all(scratch.path(folder).join("in")).expect("created");
        for number in 1..=12 {
            let file = scratch.path(folder).join(format!("in/{number:02}.txt"));
            fs::write(file, small(number, thing)).expect("written");
        }
    }
    let extract = |from: &str, to: &Path| {
        let mut command = program(&["extract", "--quiet", "in", "-o"]);
        command.arg(to).current_dir(scratch.path(from));
        command
    };
    let reference = |from: &str| {
        let folder = scratch.path(&format!("{from}-whole"));
        good(&mut extract(from, &folder));
        let held = seen(&folder).visible;
        assert_eq!(held.len(), 12);
        held
    };
    let references = [reference("one"), reference("two")];
    assert!(references[0].values().zip(references[1].values()).all(|(one, two)| one != two));
    let folder = scratch.path("output");
    killed(
        "extract -o",
        kills(128),
        |round| extract(if round % 2 == 0 { "one" } else { "two" }, &folder),
        |_| assert_whole(&folder, &references.each_ref()),
    );
    good(&mut extract("one", &folder));
    assert_eq!(seen(&folder).visible, references[0]);
    assert!(seen(&folder).hidden.is_empty(), "what was left beside is gone");
}

#[test]
fn killed_while_it_writes_a_page_a_word_file_or_a_mapping() {
    let scratch = Scratch::new();
    let (folder, whole) = (scratch.path("output"), scratch.path("whole"));
    for made in [&folder, &whole] {
        fs::create_dir_all(made).expect("created");
    }
    let redline = |form: &str, to: &Path| {
        let mut command =
            program(&["diff", "--quiet", "--to", form, "un/archives.en.txt", "un/archives-revised.en.txt"]);
        command.arg("-o").arg(to);
        command
    };
    let activities = |to: &Path| {
        let of = ["--activities", "activities.fr.csv", "--decisions", "decisions.csv", "--language", "fr"];
        let mut command = program(&["map", "--quiet", "pp-187.dubai-2018.fr.txt", "pp-187.bucharest-2022.fr.txt"]);
        command.args(of).arg("-o").arg(to).current_dir(super::fixtures().join("mapping/digital-safety"));
        command
    };
    for form in ["docx", "html"] {
        good(&mut redline(form, &whole));
    }
    good(&mut activities(&whole));
    let references = seen(&whole).visible;
    assert_eq!(references.len(), 7);
    for form in ["docx", "html"] {
        killed(form, kills(16), |_| redline(form, &folder), |_| assert_whole(&folder, &[&references]));
    }
    killed("map -o", kills(12), |_| activities(&folder), |_| assert_whole(&folder, &[&references]));
    good(&mut activities(&folder));
    assert_eq!(seen(&folder).visible, references);
    assert!(seen(&folder).hidden.is_empty());
}

/// What is in a store after a kill: whole files, each with its versions, lineages and words.
fn whole(db: &Path) -> i64 {
    if !db.exists() {
        return 0;
    }
    let store = Connection::open(db).expect("opened");
    let count =
        |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    let sound: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    if count("SELECT count(*) FROM sqlite_schema") == 0 {
        return 0;
    }
    let sources = count("SELECT count(*) FROM source");
    assert_eq!(count("SELECT count(*) FROM version"), sources);
    assert_eq!(count("SELECT count(*) FROM lineage"), 2 * sources);
    // Title, head, two clauses.
    assert_eq!(count("SELECT count(*) FROM passage"), 4 * sources);
    assert_eq!(count("SELECT count(*) FROM search WHERE search MATCH 'bright'"), sources);
    sources
}

fn remove(db: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut file = db.as_os_str().to_owned();
        file.push(ending);
        let _ = fs::remove_file(file);
    }
}

/// Everything in a store but when it was put in.
fn exported(db: &Path) -> Vec<serde_json::Value> {
    let lines = good(program(&["store", "export", "--db"]).arg(db));
    let record = |line: &str| {
        let mut record: serde_json::Value = serde_json::from_str(line).expect("a record a line");
        record.as_object_mut().expect("an object").remove("added");
        record
    };
    lines.lines().map(record).collect()
}

#[test]
fn killed_while_it_writes_a_store() {
    const FILES: i64 = 40;
    let scratch = Scratch::new();
    let folder = scratch.texts("in", 1..41);
    let (db, reference) = (scratch.path("a.db"), scratch.path("reference.db"));
    let add = |db: &Path| {
        // One thread takes sixteen files into a transaction.
        let mut command = program(&["store", "add", "--quiet", "--jobs", "1", "--db"]);
        command.arg(db).arg(&folder);
        command
    };
    good(&mut add(&reference));
    let mut found = BTreeMap::new();
    killed(
        "store add",
        kills(128),
        |round| {
            if round == 1 {
                remove(&db);
            }
            add(&db)
        },
        |round| {
            let held = whole(&db);
            *found.entry(held).or_insert(0) += 1;
            if held > 0 && round % 10 == 0 {
                assert_eq!(good(program(&["store", "check", "--db"]).arg(&db)), "");
            }
            if held == FILES {
                remove(&db);
            }
        },
    );
    println!("files in the store, and after how many kills: {found:?}");
    good(&mut add(&db));
    assert_eq!(exported(&db), exported(&reference), "what was begun by many ends as what was done by one");

    let rebuild = |_| {
        let mut command = program(&["store", "rebuild", "--db"]);
        command.arg(&db);
        command
    };
    killed("store rebuild", kills(14), rebuild, |_| assert_eq!(whole(&db), FILES));
    assert_eq!(exported(&db), exported(&reference));

    let (output, kept) = (scratch.path("output"), scratch.path("kept"));
    let export = |to: &Path| {
        let mut command = program(&["store", "export", "--sources", "--db"]);
        command.arg(&db).arg("-o").arg(to);
        command
    };
    good(&mut export(&kept));
    let (tables, sources) = (seen(&kept).visible, seen(&kept.join("sources")).visible);
    let look = |_| {
        let held = seen(&output);
        assert!(held.visible.iter().all(|(name, bytes)| tables.get(name) == Some(bytes)));
        // One for each table, which end together.
        assert!(held.hidden.len() <= tables.len(), "{:?}", held.hidden);
        assert_whole(&output.join("sources"), &[&sources]);
    };
    killed("store export", kills(14), |_| export(&output), look);
    good(&mut export(&output));
    assert_eq!((seen(&output).visible, seen(&output.join("sources")).visible), (tables, sources));
    assert!(seen(&output).hidden.is_empty() && seen(&output.join("sources")).hidden.is_empty());
}

/// Sends a request to a server and gives the answer, or nothing where the server was killed meanwhile.
fn answer(address: &str, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

#[test]
fn killed_while_it_writes_decisions() {
    let scratch = Scratch::new();
    let (db, activities, file) = (scratch.path("a.db"), scratch.path("activities.csv"), scratch.path("decisions.csv"));
    good(program(&["store", "add", "--quiet", "--db"]).arg(&db).arg(scratch.texts("in", 1..2)));
    fs::write(&activities, "id,title,description\nA-1,To ring bell every year,Keep it bright\n").expect("written");
    let (mut dice, mut confirmed, mut begun) = (Dice(7), 0, 0);
    let count = kills(8);
    for round in 0..count {
        let mut server = program(&["serve", "--listen", "127.0.0.1:0", "--write", "--who", "Mira", "--db"])
            .arg(&db)
            .arg("--activities")
            .arg(&activities)
            .arg("--decisions")
            .arg(&file)
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let mut url = String::new();
        BufReader::new(server.stderr.as_mut().expect("piped")).read_line(&mut url).expect("read");
        let address = url.trim_end().strip_prefix("http://").unwrap_or_else(|| panic!("{url}")).to_owned();
        let page = answer(&address, &format!("GET /mapping HTTP/1.1\r\nHost: {address}\r\n\r\n")).expect("a page");
        let (_, rest) = page.split_once("name=\"token\" value=\"").expect("a token");
        let token = rest.split('"').next().expect("it ends");
        let post = |note: String| {
            let body = serde_json::json!({ "token": token, "activity": "A-1", "text": "itu.wtsa.resolution.1",
                "version": "geneva-2022", "clause": "resolves__1", "decision": "accept", "note": note });
            let body = body.to_string();
            let head = format!(
                "POST /mapping/decisions HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            answer(&address, &(head + &body)).filter(|answer| answer.starts_with("HTTP/1.1 201"))
        };
        // Decisions follow each other without a pause until the server dies.
        let decided = std::thread::scope(|scope| {
            let decided = scope.spawn(|| (0..).take_while(|at| post(format!("{round}-{at}")).is_some()).count());
            sleep(Duration::from_millis(30) + dice.moment(Duration::from_millis(400)));
            server.kill().expect("killed");
            server.wait().expect("it ends");
            decided.join().expect("it ends")
        });
        confirmed += decided;
        begun += decided + 1;
        let held = fs::read_to_string(&file).unwrap_or_default();
        assert!(held.is_empty() || held.ends_with('\n'), "half a line: {held:?}");
        assert!(held.lines().skip(1).all(|line| line.split(',').count() == 8), "{held}");
        // Each that was confirmed is there; one may be there whose confirmation did not come through.
        let lines = held.lines().skip(1).count();
        assert!((confirmed..=begun).contains(&lines), "{lines} lines, {confirmed} confirmed of {begun}");
        assert!(seen(&scratch.0).hidden.len() <= 1);
    }
    println!("serve --write: {count} killed at work, {confirmed} decisions confirmed and kept");
    assert!(confirmed > 0);
    // Nobody says that the file cannot be read.
    let mapped = run(program(&["map", "--db"]).arg(&db).args(["--activities", "-", "--decisions"]).arg(&file));
    assert!(!super::err(&mapped).contains("decisions.csv"), "{}", super::err(&mapped));
}
