/* What a PDF says by itself: the credential inside, and whether a key of the issuer sealed exactly these bytes.
   The file is not understood as a PDF: a seal names the bytes that it covers, and these are compared. */

(() => {
  "use strict";

  const MOST_SEALS = 16;
  const LARGEST_SEAL = 131_072;
  const LARGEST_CREDENTIAL = 1_000_000;
  const TOLERANCE = 600_000; // milliseconds: a key may have been retired while a seal was being made
  const HASHES = { "2.16.840.1.101.3.4.2.1": "SHA-256", "2.16.840.1.101.3.4.2.2": "SHA-384", "2.16.840.1.101.3.4.2.3": "SHA-512" };
  const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  const SET = 0x31;
  const CONTEXT_0 = 0xa0;
  const ORDER = ["intact", "added", "late", "lost", "altered", "foreign", "none"];
  let keys = [];

  Object.assign(window.campusArchive, {
    trust(given) { keys = given; },
    isPdf: (bytes) => latin(bytes.subarray(0, 1024)).includes("%PDF-"),
    credentialInPdf,
    codeInPdf: (bytes) => /\/verify\/([0-9A-HJKMNP-TV-Z]{20})\b/.exec(latin(bytes))?.[1] ?? null,
    sealOf,
  });

  /* One letter for each byte, so that places in the text are places in the file. */
  const latin = (bytes) => new TextDecoder("latin1").decode(bytes);

  async function credentialInPdf(bytes) {
    const text = latin(bytes);
    for (const found of text.matchAll(/\/EmbeddedFile\b[^]{0,2000}?stream\r?\n/g)) {
      const start = found.index + found[0].length;
      const end = text.indexOf("endstream", start);
      const content = await unpacked(bytes.subarray(start, end < 0 ? bytes.length : end));
      if (/^\s*\{/.test(content) && content.includes("/credentials/")) return content.trim();
    }
    return null;
  }

  /* A stream as text, packed or not; what follows its end does no harm. */
  async function unpacked(bytes) {
    if (bytes[0] === 0x7b) return new TextDecoder().decode(bytes.subarray(0, LARGEST_CREDENTIAL));
    const parts = [];
    let size = 0;
    try {
      const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
      for (let next = await reader.read(); !next.done && size < LARGEST_CREDENTIAL; next = await reader.read()) {
        parts.push(next.value);
        size += next.value.length;
      }
    } catch { /* The line break before "endstream" is no part of what was packed. */ }
    return new TextDecoder().decode(await new Blob(parts).arrayBuffer());
  }

  /* { state }: the first of ORDER that is so of any seal; "unchecked" where the browser gives
     a page no means to check signatures. */
  async function sealOf(bytes) {
    const marks = [...marksIn(bytes)];
    if (!marks.length) return { state: "none" };
    if (!window.crypto?.subtle) return { state: "unchecked" };
    const found = [];
    for (const mark of marks) found.push(await finding(bytes, mark).catch(() => ({ state: "foreign" })));
    return found.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))[0];
  }

  function* marksIn(bytes) {
    const text = latin(bytes);
    const ranges = text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g);
    let count = 0;
    for (const found of ranges) {
      if ((count += 1) > MOST_SEALS) return;
      const [start, gap, rest, size] = found.slice(1).map(Number);
      const end = rest + size;
      const isPossible = !start && gap < rest && rest <= end && end <= bytes.length && rest - gap <= LARGEST_SEAL;
      const digits = isPossible ? /^<([0-9A-F]+)>$/.exec(text.slice(gap, rest)) : null;
      const day = /\/M\s*\(D(?::|\\072)(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/.exec(text.slice(Math.max(0, gap - 4096), gap) + text.slice(rest, rest + 4096));
      yield {
        signature: digits && Uint8Array.from(digits[1].match(/../g) ?? [], (pair) => parseInt(pair, 16)),
        gap, rest, end,
        moment: day && new Date(Date.UTC(day[1], day[2] - 1, day[3], day[4], day[5], day[6])),
      };
    }
    if (!count && /\/SubFilter\s*\/(?:ETSI\.|adbe\.)/.test(text)) yield { signature: null };
  }

  async function finding(bytes, mark) {
    // As in a file that was saved anew: the signature lies elsewhere than it says.
    if (!mark.signature) return { state: "altered" };
    const { signed, signature, hash } = signerIn(mark.signature);
    const key = await signerOf(signature, signed, hash);
    if (!key) return { state: "foreign" };
    const covered = new Uint8Array(mark.gap + mark.end - mark.rest);
    covered.set(bytes.subarray(0, mark.gap));
    covered.set(bytes.subarray(mark.rest, mark.end), mark.gap);
    const digest = new Uint8Array(await crypto.subtle.digest(hash, covered));
    if (!equal(digest, digestIn(signed))) return { state: "altered" };
    return { state: standing(key, mark, bytes.length) };
  }

  function standing(key, mark, length) {
    if (key.compromised) return "lost";
    if (key.retired && !(mark.moment <= new Date(key.retired).getTime() + TOLERANCE)) return "late";
    return mark.end === length ? "intact" : "added";
  }

  /* The parts of a signature (CMS, RFC 5652) that matter here. */
  function signerIn(der) {
    const [, content] = children(der);
    const parts = children(children(content.value, true)[0].value, true);
    const info = children(children(parts.at(-1).value, true)[0].value, true);
    const attributes = info.findIndex((part) => part.tag === CONTEXT_0);
    const signed = Uint8Array.from(info[attributes].whole);
    signed[0] = SET;
    const hash = HASHES[oid(children(info[attributes - 1].value, true)[0].value)];
    return { signed, hash, signature: info[attributes + 2].value };
  }

  function digestIn(signed) {
    for (const attribute of children(signed)) {
      const [name, values] = children(attribute.value, true);
      if (oid(name.value) === MESSAGE_DIGEST) return children(values.value, true)[0].value;
    }
    return new Uint8Array();
  }

  /* What lies in a value (DER); with `inside`, in bytes that are already the inside of one. */
  function children(bytes, inside = false) {
    if (!inside) return children(element(bytes, 0).value, true);
    const found = [];
    for (let at = 0; at < bytes.length; at += found.at(-1).whole.length) found.push(element(bytes, at));
    return found;
  }

  function element(bytes, at) {
    let start = at + 2;
    let size = bytes[at + 1];
    if (size > 0x84) throw new RangeError("too long");
    if (size > 0x80) {
      const count = size - 0x80;
      size = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
    }
    if (!(start + size <= bytes.length)) throw new RangeError("cut off");
    return { tag: bytes[at], value: bytes.subarray(start, start + size), whole: bytes.subarray(at, start + size) };
  }

  function oid(bytes) {
    const numbers = [Math.floor(bytes[0] / 40), bytes[0] % 40];
    if (numbers[0] > 2) numbers.splice(0, 2, 2, bytes[0] - 80);
    let number = 0;
    for (const byte of bytes.subarray(1)) {
      number = number * 128 + (byte & 0x7f);
      if (byte < 0x80) { numbers.push(number); number = 0; }
    }
    return numbers.join(".");
  }

  /* The published key that made the signature; null where none did. */
  async function signerOf(signature, signed, hash) {
    for (const key of keys) {
      try {
        if (await isBy(key.jwk, signature, signed, hash)) return key;
      } catch { /* A key of a kind that this browser does not know. */ }
    }
    return null;
  }

  async function isBy({ kty, crv, x, y, n, e }, signature, signed, hash) {
    const isCurve = kty === "EC";
    const kind = isCurve ? { name: "ECDSA", namedCurve: crv, hash } : { name: "RSASSA-PKCS1-v1_5", hash };
    const jwk = isCurve ? { kty, crv, x, y } : { kty, n, e };
    const key = await crypto.subtle.importKey("jwk", jwk, kind, false, ["verify"]);
    return crypto.subtle.verify(kind, key, isCurve ? plainPair(signature, crv) : signature, signed);
  }

  /* Two numbers in DER, as WebCrypto wants them: one after the other, each as long as the curve. */
  function plainPair(signature, curve) {
    const size = { "P-256": 32, "P-384": 48, "P-521": 66 }[curve];
    const pair = new Uint8Array(2 * size);
    children(signature).forEach(({ value }, place) => {
      const number = value.subarray(Math.max(0, value.length - size));
      pair.set(number, (place + 1) * size - number.length);
    });
    return pair;
  }

  const equal = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);
})();
