const EMAIL =
  /(?<![\p{L}\p{N}_.%+-])(?!git(?:@|%40))[\p{L}\p{N}_.%+'-]{1,64}?(?:@|%40)(?!\d{1,9}\.\d)(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?!(?:sql|js|ts|rb|php|java|xml|ya?ml|json|tgz|txt|lock|toml|jar)\b)(?:\p{L}{2,24}|xn--[a-z\d-]{2,59})(?![\p{L}\p{N}_-])/giu;
/** The part before the @ may be quoted, and then hold what it likes. */
const QUOTED_EMAIL = /(?<![\w\\])\\?"[^"\n@\\]{1,64}\\?"@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}_-])/gu;
const CARD = /(?<![\w./-])(?:\d(?:[ \u00a0-]?\d){12,18}|\d{4}(?:\.\d{4}){3})(?![\w/-]|\.\d)/g;
const IBAN = /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z\d]{4}){2,7}(?:[ \u00a0-]?[A-Z\d]{1,3})?(?![A-Za-z\d])/gi;
const SOCIAL_SECURITY_NUMBER = /(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])/g;

/** First digits and lengths of the card networks. https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN) */
const NETWORKS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))\d{2,}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d{2})\d{12}|(?:62|81)\d{14,17}|(?:50|5[6-9]|6)\d{10,17})$/;

/** Lengths of IBANs. https://www.swift.com/standards/data-standards/iban-international-bank-account-number */
const IBAN_LENGTHS =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30';

/** `text` without e-mail addresses, numbers of cards, bank accounts and social security, wherever they stand. */
export function redactPersonalData(text: string): string {
  const addressless = /@|%40/.test(text) ? text.replace(QUOTED_EMAIL, '***').replace(EMAIL, '***') : text;
  if (!/\d/.test(addressless)) return addressless;
  return addressless
    .replace(CARD, match => (isCard(match.replace(/\D/g, '')) ? '***' : match))
    .replace(IBAN, match => (isIban(match.replace(/[ \u00a0-]/g, '').toUpperCase()) ? '***' : match))
    .replace(SOCIAL_SECURITY_NUMBER, '***');
}

/** Whether `digits` are of a card: prefix, length and check digit. https://www.iso.org/standard/70484.html annex B */
function isCard(digits: string): boolean {
  if (!NETWORKS.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether `account` is one: country, length and check digits. https://www.iso.org/standard/81090.html */
function isIban(account: string): boolean {
  const at = IBAN_LENGTHS.indexOf(account.slice(0, 2));
  if (at < 0 || Number(IBAN_LENGTHS.slice(at + 2, at + 4)) !== account.length) return false;
  const turned = account.slice(4) + account.slice(0, 4);
  return [...turned].reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0) === 1;
}
