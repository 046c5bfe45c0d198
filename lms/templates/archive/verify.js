/* Checks a certificate with nothing but the files beside this page: no server, no network, no module.
   A page that is opened from a disk may not fetch anything and is often refused modules and SubtleCrypto;
   scripts of the page itself may be loaded everywhere. So the data are scripts that call `campusArchive`, and
   the fingerprint is computed by sha256.js. Without scripts the page says how to look a fingerprint up by hand. */

(() => {
  "use strict";

  const LARGEST_FILE = 20_000_000;
  const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const shards = new Map();
  const waiting = new Map();
  const shown = { language: "en", answer: null };
  let index = null;
  let texts = {};

  const archive = window.campusArchive;
  const { sha256 } = archive;
  Object.assign(archive, {
    open(given) { index = given; },
    say(given) { texts = given; },
    shard(name, entries) { shards.set(name, new Map(Object.entries(entries))); },
    start,
  });

  const fingerprintOf = (text) => sha256(new TextEncoder().encode(text));

  /* The register: each fingerprint stands in the part that its first digits name. */
  function find(fingerprint) {
    const name = fingerprint.slice(0, index.prefix);
    return load(name).then(() => shards.get(name).get(fingerprint) ?? null);
  }

  function load(name) {
    if (shards.has(name)) return Promise.resolve();
    if (!waiting.has(name)) waiting.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `registry/${name}.js`;
      script.onload = () => (shards.has(name) ? done() : failed(new Error("missing")));
      script.onerror = () => { waiting.delete(name); failed(new Error("missing")); };
      document.head.append(script);
    }));
    return waiting.get(name);
  }

  /* A code as it is registered, or what is wrong with it: length, symbol or check. */
  function readCode(text) {
    const address = /\/verify\/([^/?#\s]+)/i.exec(text);
    const code = (address ? address[1] : text).toUpperCase().replace(/[\s\u2010-\u2015\u2212._-]+/g, "")
      .replace(/O/g, "0").replace(/[IL]/g, "1");
    if ([...code].some((symbol) => !SYMBOLS.includes(symbol))) return { problem: "symbol" };
    if (code.length !== 20) return { problem: "length" };
    let sum = 0;
    for (const symbol of code) {
      sum <<= 1;
      if (sum & 32) sum ^= 37;
      sum ^= SYMBOLS.indexOf(symbol);
    }
    return sum === 0 ? { code } : { problem: "check" };
  }

  const findCode = (code) => find(fingerprintOf(`${index.address}/verify/${code}`));

  /* What a file is: { entry } where its bytes, or the credential in it, are registered; else { named }, the
     entry of the certificate that it says it is, if it says so. `proof` says what shows it to be genuine. */
  async function lookAtFile(bytes) {
    const fingerprint = sha256(bytes);
    const isPdf = archive.isPdf(bytes);
    const seal = isPdf ? await archive.sealOf(bytes) : null;
    const entry = await find(fingerprint);
    if (entry) return { fingerprint, seal, entry, proof: "file-intact" };
    const inside = isPdf ? await archive.credentialInPdf(bytes) : credentialIn(bytes);
    const named = await namedIn(bytes, inside, isPdf);
    // A page may show anything beside a genuine credential: it takes the seal to make a PDF one that was issued.
    if (isPdf && named && seal.state === "intact") return { fingerprint, seal, entry: named, proof: "file-made-later" };
    const own = !isPdf && inside
      && (await find(fingerprintOf(inside)) ?? await find(fingerprintOf(`${inside.trim()}\n`)));
    if (own) return { fingerprint, seal, entry: own, proof: "credential-intact" };
    return { fingerprint, seal, entry: null, named, isPdf, hasInside: Boolean(inside) };
  }

  async function namedIn(bytes, inside, isPdf) {
    const id = inside && /\/credentials\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i.exec(claims(inside));
    const code = isPdf ? archive.codeInPdf(bytes) : null;
    return (id && await find(fingerprintOf(`${index.address}/credentials/${id[1].toLowerCase()}`)))
      ?? (code && await findCode(code)) ?? null;
  }

  /* The text of the credential in a PNG, SVG, JSON or token; null where the bytes are something else. */
  function credentialIn(bytes) {
    if (bytes[0] === 0x89 && bytes[1] === 0x50) return credentialInPng(bytes);
    if (bytes.length > 1_000_000) return null;
    const text = new TextDecoder().decode(bytes);
    if (/^\s*[{]/.test(text) || /^\s*eyJ/.test(text)) return text.trim();
    if (!/^\s*</.test(text)) return null;
    const credential = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(text) ?? /\bverify="([^"]+)"/.exec(text);
    return credential ? credential[1].trim() : null;
  }

  function credentialInPng(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const decoder = new TextDecoder();
    for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
      const end = at + 8 + view.getUint32(at);
      if (end > bytes.length) return null;
      const content = bytes.subarray(at + 8, end);
      if (decoder.decode(bytes.subarray(at + 4, at + 8)) !== "iTXt") continue;
      if (decoder.decode(content.subarray(0, 20)) === "openbadgecredential\0") {
        return decoder.decode(content.subarray(24)).trim();
      }
    }
    return null;
  }

  function claims(credential) {
    if (!credential.startsWith("eyJ")) return credential;
    try {
      return atob(credential.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"));
    } catch {
      return "";
    }
  }

  /* What follows. An entry that has expired by now still stands as valid in the register. */
  function standingOf(entry) {
    if (entry.revoked) return "revoked";
    if (entry.replaced) return "superseded";
    if (entry.expires && entry.expires < new Date().toISOString().slice(0, 10)) return "expired";
    return entry.trial ? "trial" : "valid";
  }

  async function check(form) {
    const typed = form.elements.code.value.trim();
    const file = form.elements.file.files[0];
    if (!typed && !file) return { kind: "problem", text: "nothing-given", field: "code" };
    const read = typed ? readCode(typed) : null;
    if (read?.problem) return { kind: "problem", text: `code-${read.problem}`, field: "code" };
    if (file && file.size > LARGEST_FILE) return { kind: "problem", text: "file-too-large", field: "file" };
    const byCode = read ? await findCode(read.code) : null;
    const byFile = file ? await lookAtFile(new Uint8Array(await file.arrayBuffer())) : null;
    return answerOf({ typed: Boolean(read), byCode, byFile });
  }

  function answerOf({ typed, byCode, byFile }) {
    const file = byFile && { fingerprint: byFile.fingerprint, remarks: remarksOn(byFile) };
    if (byFile?.entry) {
      if (typed && byCode?.id !== byFile.entry.id) {
        return { kind: "altered", text: "two-certificates", entry: byFile.entry, ...file };
      }
      return { kind: standingOf(byFile.entry), entry: byFile.entry, ...file };
    }
    const named = byCode ?? byFile?.named ?? null;
    if (byFile && named) return { kind: "altered", text: "file-altered", entry: named, ...file };
    if (byFile?.seal?.state === "intact") return { kind: "sealed", ...file };
    if (byFile) return { kind: "unknown", text: "file-unknown", ...file };
    if (byCode) return { kind: standingOf(byCode), entry: byCode };
    return { kind: "unknown", text: "code-unknown" };
  }

  /* What is said of a file beside the answer: what makes it genuine, and what its seal shows. */
  function remarksOn({ proof, seal, isPdf, hasInside }) {
    // Certificates were issued before there were seals: of a registered file a missing one says nothing.
    const hasSaid = seal && !(proof && seal.state === "none");
    return [proof, hasSaid && `seal-${seal.state}`, !proof && !isPdf && hasInside && "proof-unchecked"].filter(Boolean);
  }

  /* Words and dates in the language that was chosen. */
  function say(key, values = {}) {
    const text = texts[shown.language]?.[key] ?? texts.en?.[key] ?? key;
    return text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
  }

  function day(iso) {
    const locale = shown.language === "en" ? "en-GB" : shown.language;
    return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
  }

  function speak(language) {
    shown.language = texts[language] ? language : "en";
    document.documentElement.lang = shown.language;
    document.title = say("title");
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = say(element.dataset.text, { day: day(index.made_on), issuer: index.issuer });
    }
    for (const link of document.querySelectorAll(".languages a")) {
      if (link.lang === shown.language) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (shown.answer) show(shown.answer);
  }

  function firstLanguage() {
    const wishes = [location.hash.slice(1), ...(navigator.languages ?? []).map((one) => one.slice(0, 2))];
    return wishes.find((one) => texts[one]) ?? "en";
  }

  function show(answer) {
    shown.answer = answer;
    const place = document.getElementById("answer");
    for (const field of ["code", "file"]) {
      const input = document.getElementById(field);
      if (answer.field === field) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    place.className = `answer answer-${answer.kind}`;
    place.replaceChildren(...(answer.kind === "problem" ? [paragraph(say(answer.text))] : parts(answer)));
    place.hidden = false;
  }

  function* parts(answer) {
    const { entry, kind } = answer;
    const subject = entry ? index.subjects[entry.of] : null;
    yield made("h2", say(`is-${kind}`), { tabIndex: -1 });
    yield paragraph(say(answer.text ?? `why-${kind}`, {
      issuer: subject?.issuer ?? index.issuer,
      day: day((kind === "revoked" && entry.revoked) || (kind === "expired" && entry.expires) || entry?.issued || index.made_on),
      made: day(index.made_on),
    }));
    if (entry?.reason) yield paragraph(say(`reason-${entry.reason}`));
    for (const remark of answer.remarks ?? []) yield paragraph(say(remark));
    if (entry?.trial && kind !== "trial") yield paragraph(say("why-trial"));
    if (entry?.erased) yield paragraph(say("holder-erased"));
    if (subject) yield facts(entry, subject, answer.fingerprint);
    else if (answer.fingerprint) yield list([[say("fingerprint"), answer.fingerprint]]);
    if (entry && kind !== "altered") yield paragraph(say("compare"));
    yield paragraph(say("as-of", { day: day(index.made_on) }), "note");
  }

  function facts(entry, subject, fingerprint) {
    return list([
      [say("fact-title"), subject.title],
      [say("fact-issuer"), subject.issuer],
      [say("fact-hours"), subject.hours],
      [say("fact-awarded"), day(entry.awarded)],
      [say("fact-issued"), day(entry.issued)],
      [say("fact-expires"), entry.expires && day(entry.expires)],
      [say("fact-revoked"), entry.revoked && day(entry.revoked)],
      [say("fingerprint"), fingerprint],
    ].filter(([, value]) => value));
  }

  function list(pairs) {
    const element = document.createElement("dl");
    for (const [name, value] of pairs) element.append(made("dt", name), made("dd", value));
    return element;
  }

  function made(name, text, values = {}) {
    const element = Object.assign(document.createElement(name), values);
    element.textContent = text;
    return element;
  }

  function paragraph(text, className = "") {
    return made("p", text, { className });
  }

  async function answerForm(form) {
    document.body.setAttribute("aria-busy", "true");
    try {
      show(await check(form));
    } catch {
      show({ kind: "problem", text: "copy-incomplete" });
    }
    document.body.removeAttribute("aria-busy");
    const place = document.getElementById("answer");
    const focus = shown.answer.field ? document.getElementById(shown.answer.field) : place.querySelector("h2") ?? place;
    focus.focus();
  }

  function takeDrops(form) {
    const area = document.getElementById("drop");
    for (const name of ["dragover", "drop"]) {
      document.addEventListener(name, (event) => event.preventDefault());
    }
    document.addEventListener("dragover", () => area.classList.add("is-over"));
    document.addEventListener("dragleave", () => area.classList.remove("is-over"));
    document.addEventListener("drop", (event) => {
      area.classList.remove("is-over");
      if (!event.dataTransfer?.files.length) return;
      form.elements.file.files = event.dataTransfer.files;
      answerForm(form);
    });
  }

  function start() {
    if (!index) return;
    const form = document.getElementById("form");
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); answerForm(form); });
    form.elements.file.addEventListener("change", () => { if (form.elements.file.files.length) answerForm(form); });
    window.addEventListener("hashchange", () => speak(firstLanguage()));
    takeDrops(form);
    speak(firstLanguage());
    document.documentElement.dataset.ready = "";
  }
})();
