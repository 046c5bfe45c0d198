// Puts credentials to verifiers by others, without any connection. Read as a module from standard input:
//   node --input-type=module - QUESTIONS.json <verify.mjs
// QUESTIONS: {"documents": {address: document}, "badges": {name: credential},
//   "tokens": {name: {"token": JWT, "issuer": text}}, "addresses": [to be fetched, to see that it is refused]}
// Writes {"badges": {name: [problem]}, "tokens": {name: [problem]}, "connections": [attempt], "refused": [attempt]}:
// an empty list of problems means accepted. Every connection is refused; those tried by verifiers are told in
// `connections`, those to the addresses in `refused`.
import {webcrypto} from 'node:crypto';
import {createRequire, syncBuiltinESMExports} from 'node:module';
import {readFileSync} from 'node:fs';

// Node 18, which Debian 12 has, does not offer it under this name.
globalThis.crypto ??= webcrypto;
const connections = [];
refuseConnections();

// Only now, so that no library can have kept the functions as they were.
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {cryptosuite} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const vc = await import('@digitalbazaar/vc');
const {checkStatus} = await import('@digitalbazaar/vc-bitstring-status-list');
const jose = await import('jose');

const questions = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const answers = {badges: {}, tokens: {}};
for (const [name, credential] of Object.entries(questions.badges)) {
  answers.badges[name] = await problemsOfBadge(credential);
}
for (const [name, question] of Object.entries(questions.tokens)) {
  answers.tokens[name] = await problemsOfToken(question);
}
answers.connections = connections.splice(0);
for (const address of questions.addresses) await tryToConnect(address);
answers.refused = connections;
process.stdout.write(JSON.stringify(answers));

function refuseConnections() {
  const require = createRequire(import.meta.url);
  const refuse = (what) => (...rest) => {
    connections.push(`${what} ${JSON.stringify(rest[0] ?? null)}`);
    throw new Error(`refused: ${what}`);
  };
  globalThis.fetch = refuse('fetch');
  require('node:net').Socket.prototype.connect = refuse('connect');
  require('node:dns').lookup = refuse('lookup');
  require('node:dns').promises.lookup = refuse('lookup');
  syncBuiltinESMExports();
}

async function tryToConnect(address) {
  const {connect} = createRequire(import.meta.url)('node:net');
  for (const attempt of [() => fetch(address), () => connect(443, new URL(address).hostname)]) {
    try {
      await attempt();
    } catch {
      // Told in `refused`.
    }
  }
}

async function documentLoader(url) {
  const document = documentAt(url);
  if (document === undefined) throw new Error(`not among the documents given: ${url}`);
  return {contextUrl: null, documentUrl: url, document: structuredClone(document)};
}

// A did:web names a document on its host; with a fragment, one of the keys listed there.
function documentAt(url) {
  if (!url.startsWith('did:web:')) return questions.documents[url];
  const [did, fragment] = url.split('#');
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const controller = questions.documents[`https://${host}/${[...(path.length ? path : ['.well-known']), 'did.json'].join('/')}`];
  if (controller === undefined || fragment === undefined) return controller;
  const method = controller.verificationMethod.find(({id}) => id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

async function problemsOfBadge(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  const problems = result.verified ? [] : ['not verified', ...messagesOf(result.error)];
  const status = result.statusResult;
  if (status && !status.verified) problems.push('status not verified', ...messagesOf(status.error));
  // A credential that was revoked is still "verified".
  if (status?.status || status?.results?.some((one) => one.status)) problems.push('revoked');
  if (result.verified && credential.credentialStatus && !status) problems.push('status not checked');
  return problems;
}

function messagesOf(error) {
  if (!error?.message) return [];
  const inner = [...(error.errors ?? []), ...(error.cause ? [error.cause] : [])];
  return [error.message, ...inner.flatMap(messagesOf)];
}

async function problemsOfToken({token, issuer}) {
  try {
    const {kid} = jose.decodeProtectedHeader(token);
    const jwk = questions.documents[kid];
    if (jwk === undefined) throw new Error(`not among the documents given: ${kid}`);
    await jose.jwtVerify(token, await jose.importJWK(jwk, 'RS256'), {algorithms: ['RS256'], issuer, typ: 'JWT'});
    return [];
  } catch (problem) {
    return messagesOf(problem);
  }
}
