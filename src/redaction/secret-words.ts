/**
 * What people and the tools of databases call a password: a text that every spelling holds in lower case, and what
 * finds the word. The same list judges names of variables and texts; all of it goes without regard to capitals, so
 * that a word which two others make (`hasLocation`, `pagesLoaded`, `chosenHash`) must be told from them.
 */
const PASSWORD_WORDS: readonly (readonly [stem: string, word: string])[] = [
  ['pass', 'pass(?:wor[dt]|wd|phrase)(?!less)'],
  ['pass', 'passord(?!er)'],
  ['pass', 'palavra[ _-]?passe'],
  ['pass', '(?<![a-z])mots?[ _-]?de[ _-]?passe'],
  ['mdp', '(?<![a-z])mdp(?![a-z])'],
  // A shell's directory before this one is no password.
  ['pwd', '(?<!old)pwd'],
  ['pw', '(?<![a-z])(?:db|sa|root|admin|user)?pw(?![a-z])'],
  ['kennwort', 'kennwort'],
  ['contrase', String.raw`contrase(?:ñ|n\u0303?|ny)a`],
  ['senha', 'senha(?!sh)'],
  ['wachtwoord', 'wachtwoord'],
  ['lösenord', 'lösenord'],
  ['losenord', '(?<![a-z])losenord'],
  ['adgangskode', 'adgangskode'],
  ['salasana', 'salasana'],
  ['hasło', 'hasło'],
  ['haslo', '(?<![a-z])haslo(?![a-z])'],
  ['heslo', '(?<![a-z])heslo(?![a-z])'],
  ['geslo', '(?<![a-z])geslo(?![a-z])'],
  ['jelsz', 'jelsz[oó]'],
  ['lozinka', 'lozinka'],
  ['parola', '(?<![a-z])parola'],
  ['ş', 'ş[iİ]fre'],
  ['sifre', '(?<![a-z])sifre(?![a-z])'],
  ['парол', 'парол[ьа]'],
  ['パスワード', 'パスワード'],
  ['密码', '密码'],
  ['密碼', '密碼'],
  ['口令', '口令'],
  ['비밀번호', '비밀번호'],
  ['암호', '암호'],
  ['كلمة', 'كلمة (?:المرور|السر)'],
  ['סיסמ', 'סיסמ[הא]'],
  ['mật khẩu', 'mật khẩu'],
];

/** Glued to what it is for as well: `DBPASS`, `dbPass`, `PGPASS2`; no compass, no bypass, no second pass. */
export const PASS =
  '(?<!by|com|tres|sur|over|under|out|multi|single|double|one|two|first|second|last|low|high|band)pass(?![a-z])';
/** A password, in the languages that databases and their users speak, by a word that means nothing else. */
export const CLEAR_PASSWORD_WORD = `(?:${PASSWORD_WORDS.map(([, word]) => word).join('|')})`;
/** A password. */
export const PASSWORD_WORD = `(?:${CLEAR_PASSWORD_WORD}|${PASS})`;
/** What makes a key a secret one. */
const KEY = '(?:api|access|account|private|signing|encryption|routing|integration|master|licen[cs]e|jwt)[_-]?key';
/** What the name of a secret holds. */
export const SECRET_WORD = [
  `(?:${PASSWORD_WORD}|secret|(?<!(?:unexpected|unrecognized|invalid) )token`,
  `credentials?|(?<![a-z])creds?(?![a-z])|${KEY})`,
].join('|');
/** Of these every name of a secret holds one. */
export const STEMS: readonly string[] = [
  ...new Set([...PASSWORD_WORDS.map(([stem]) => stem), 'secret', 'token', 'key', 'cred']),
];
