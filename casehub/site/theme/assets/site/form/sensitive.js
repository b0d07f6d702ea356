// What should never leave the contributor's machine: protective markings, secrets, personal data.
// The twin of casehub/records/sensitive.py on the same vocabulary (schemas/sensitive.yaml) and the same vectors.
// Patterns are looked for only around their hints or context words, so reading stays linear in the length of a text.

const MOST = 100;
const NEAR = 60;
const LONGEST_NUMBER = 40;
const REACH = 300;
const LONGEST_BANNER = 200;
const DECORATION = " \t\r\u00a0#>*_=|[](){}\"'“”«».,;:~-–—`/";
const LIST_ITEM = /^[ \t]{0,12}(?:[-*+]|[0-9]{1,3}[.)])[ \t]/;
const USUAL = { marking: "CH520", secret: "CH521", personal: "CH522" };
const SEVERITY = { marking: "error", secret: "error", personal: "warning" };

/** Everything sensitive in a text, by place: [{id, code, severity, start, end}], none overlapping another. */
export function found(text, vocabulary) {
  const low = lowered(text);
  const labels = new Set(vocabulary.banner_labels);
  const made = vocabulary.placeholders;
  const kept = [];
  for (const pattern of vocabulary.patterns) {
    if (pattern.python_only) continue;
    const isBanner = pattern.kind === "marking" && !pattern.anywhere;
    for (const [start, end] of isBanner ? banners(pattern, text, low, labels) : places(pattern, text, low, made)) {
      if (!kept.some((other) => start < other.end && other.start < end)) {
        const code = pattern.code || USUAL[pattern.kind];
        kept.push({ id: pattern.id, code, severity: SEVERITY[pattern.kind], start, end });
      }
      if (kept.length >= MOST) break;
    }
  }
  return kept.sort((one, other) => one.start - other.start).slice(0, MOST);
}

function lowered(text) {
  const low = text.toLowerCase();
  if (low.length === text.length) return low;
  return Array.from(text, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join("");
}

const compiled = new Map();

/** The pattern as a global expression, and as one for a whole line. */
function expressions(pattern) {
  const key = `${pattern.ignore_case ? "i" : ""}:${pattern.pattern}`;
  if (!compiled.has(key)) {
    const flags = pattern.ignore_case ? "i" : "";
    compiled.set(key, [new RegExp(pattern.pattern, `g${flags}`), new RegExp(`^(?:${pattern.pattern})$`, flags)]);
  }
  return compiled.get(key);
}

function* banners(pattern, text, low, labels) {
  for (const hint of pattern.hints || []) {
    let end = -1;
    for (const at of occurrences(hint, low)) {
      if (at < end) continue;
      const start = text.lastIndexOf("\n", at) + 1;
      end = text.indexOf("\n", at);
      if (end < 0) end = text.length;
      const span = end - start <= LONGEST_BANNER && banner(pattern, text.slice(start, end), start, labels);
      if (span) yield span;
    }
  }
}

function banner(pattern, whole, at, labels) {
  let [line, start] = [whole, at];
  const item = LIST_ITEM.exec(line);
  if (item && !stripped(line, " \t\r").endsWith(stripped(item[0], " \t"))) return null;
  const colon = line.indexOf(":");
  if (colon >= 0 && labels.has(stripped(line.slice(0, colon), DECORATION).toLowerCase())) {
    [line, start] = [line.slice(colon + 1), start + colon + 1];
  }
  const said = stripped(line, DECORATION);
  if (!expressions(pattern)[1].test(said)) return null;
  start += line.indexOf(said);
  return [start, start + said.length];
}

function stripped(text, signs) {
  let [start, end] = [0, text.length];
  while (start < end && signs.includes(text[start])) start += 1;
  while (end > start && signs.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function* places(pattern, text, low, made) {
  const expression = expressions(pattern)[0];
  const unless = new Set(pattern.unless || []);
  for (const [begin, finish] of windows(pattern, low)) {
    for (const match of text.slice(begin, finish).matchAll(expression)) {
      const start = begin + match.index;
      const end = start + match[0].length;
      if (isCut(text, start) || isCut(text, end)) continue;
      const said = (match[1] ?? match[0]).toLowerCase();
      if (unless.has(said)) continue;
      if (pattern.kind === "secret" && made.some((each) => said.includes(each))) continue;
      if (pattern.check && !passes(pattern.check, match[0])) continue;
      if (pattern.quiet_near && hasWord(low.slice(Math.max(start - NEAR, 0), end + NEAR), pattern.quiet_near)) continue;
      yield [start, end];
    }
  }
}

function windows(pattern, low) {
  const around = [];
  const look = (words, reach) => {
    for (const asked of words || []) {
      for (const at of occurrences(asked, low)) around.push([Math.max(at - reach, 0), at + asked.length + reach]);
    }
  };
  look(pattern.hints, pattern.reach || REACH);
  look(pattern.context, NEAR + LONGEST_NUMBER);
  around.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const apart = [];
  for (const [begin, finish] of around) {
    const last = apart[apart.length - 1];
    if (last && begin <= last[1]) last[1] = Math.max(last[1], finish);
    else apart.push([begin, finish]);
  }
  return apart;
}

function* occurrences(asked, low) {
  const word = asked.endsWith("*") ? asked.slice(0, -1) : asked;
  for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
    if (!isCut(low, at) && (word !== asked || !isCut(low, at + word.length))) yield at;
  }
}

function hasWord(low, words) {
  return words.some((word) => !occurrences(word, low).next().done);
}

function isCut(text, at) {
  return at > 0 && at < text.length && isLetter(text[at - 1]) && isLetter(text[at]);
}

function isLetter(char) {
  return /[A-Za-z0-9\u00c0-\u1fff\u3040-\ud7ff]/.test(char);
}

// Check digits, as in casehub/records/check_digits.py, which gives the sources.

const NOT_GIVEN_OUT = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
const PUBLIC_NUMBERS =
  /^(?:(?:\+44 ?\(?0?\)? ?|0)(?:800|808|300|303|306|330|333|345|370)|(?:\+?1[ .-]?)?\(?8(?:00|88|77|66|55|44|33)\b|\+800|0900)/;
const DATE = /^(?:(?:19|20)[0-9]{2}[-/. ]|[0-9]{1,2}[/.][0-9]{1,2}[/.])/;
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const plain = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
const digitsOf = (text) => (text.match(/[0-9]/g) || []).map(Number);
const places36 = (char) => parseInt(char, 36);
const number = (digits) => Number(digits.join(""));

function weighed(digits, weights) {
  return weights.reduce((sum, weight, at) => sum + weight * (digits[at] || 0), 0);
}

function down(from, to) {
  return Array.from({ length: from - to + 1 }, (_, at) => from - at);
}

function luhn(digits) {
  let sum = 0;
  digits.forEach((digit, at) => {
    const isDoubled = (digits.length - at) % 2 === 0;
    sum += isDoubled ? digit * 2 - 9 * (digit > 4) : digit;
  });
  return new Set(digits).size > 1 && sum % 10 === 0;
}

const RULES = {
  luhn: (text) => luhn(digitsOf(text)),
  nhs(text) {
    const digits = digitsOf(text);
    const check = 11 - (weighed(digits, down(10, 2)) % 11);
    return new Set(digits).size > 1 && check !== 10 && check % 11 === digits[9];
  },
  nino: (text) => !NOT_GIVEN_OUT.includes(plain(text).slice(0, 2)),
  iban(text) {
    const said = plain(text);
    if (said.length < 15 || said.length > 34) return false;
    let remainder = 0;
    for (const char of said.slice(4) + said.slice(0, 4)) {
      remainder = (remainder * (char <= "9" ? 10 : 100) + places36(char)) % 97;
    }
    return remainder === 1;
  },
  ssn(text) {
    const [area, group, serial] = text.split("-");
    return area !== "000" && area !== "666" && area < "900" && group !== "00" && serial !== "0000";
  },
  "fr-nir"(text) {
    const said = plain(text).replace("2A", "19").replace("2B", "18");
    return 97 - (Number(said.slice(0, 13)) % 97) === Number(said.slice(13));
  },
  "es-dni"(text) {
    const said = plain(text);
    const first = { X: "0", Y: "1", Z: "2" }[said[0]] ?? said[0];
    return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(first + said.slice(1, -1)) % 23] === said[said.length - 1];
  },
  "iso7064-mod11-10"(text) {
    const digits = digitsOf(text);
    let check = 10;
    for (const digit of digits.slice(0, -1)) check = (((check + digit) % 10 || 10) * 2) % 11;
    return (11 - check) % 10 === digits[digits.length - 1];
  },
  "nl-bsn"(text) {
    const digits = digitsOf(text);
    return digits.some(Boolean) && weighed(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
  },
  "be-national"(text) {
    const digits = digitsOf(text);
    const first = number(digits.slice(0, 9));
    return [97 - (first % 97), 97 - ((2000000000 + first) % 97)].includes(number(digits.slice(9)));
  },
  "it-codice-fiscale"(text) {
    const values = Array.from(plain(text), (char) => (char <= "9" ? Number(char) : char.charCodeAt(0) - 65));
    const total = values.slice(0, 15).reduce((sum, value, at) => sum + (at % 2 === 0 ? ODD[value] : value), 0);
    return total % 26 === values[15];
  },
  "pl-pesel"(text) {
    const digits = digitsOf(text);
    const check = (10 - (weighed(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
    return digits.some(Boolean) && check === digits[10];
  },
  "se-personnummer"(text) {
    const digits = digitsOf(text).slice(-10);
    const [month, day] = [digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]];
    return month >= 1 && month <= 12 && day % 60 >= 1 && day % 60 <= 31 && luhn(digits);
  },
  "fi-hetu": (text) =>
    "0123456789ABCDEFHJKLMNPRSTUVWXY"[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10],
  "pt-nif"(text) {
    const digits = digitsOf(text);
    const check = 11 - (weighed(digits, down(9, 2)) % 11);
    return (check > 9 ? 0 : check) === digits[8];
  },
  "br-cpf"(text) {
    const digits = digitsOf(text);
    const fits = (length) =>
      ((weighed(digits.slice(0, length), down(length + 1, 2)) * 10) % 11) % 10 === digits[length];
    return fits(9) && fits(10) && new Set(digits).size > 1;
  },
  "ie-pps"(text) {
    const letters = text.slice(7);
    const more = letters.length > 1 && letters[1] !== "W" ? letters.charCodeAt(1) - 64 : 0;
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighed(digitsOf(text), down(8, 2)) + 9 * more) % 23] === letters[0];
  },
  telephone(text) {
    const count = digitsOf(text).length;
    const isDialled = "+(0".includes(text[0]) || (count >= 10 && count < text.length);
    return count >= 9 && count <= 15 && isDialled && !DATE.test(text) && !PUBLIC_NUMBERS.test(text);
  },
};

function passes(rule, text) {
  return Object.hasOwn(RULES, rule) && RULES[rule](text);
}
