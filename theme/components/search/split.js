// Split (切分): a query into the words the index holds, exactly as plugins/search/split.py splits pages; tests hold the
// two to the same words.

const SIGN = "0123456789.%‰"; // what a number is written with
const [FIRST, BITS] = [0xa016, 9];
const GAP = " ";

const plains = new Map();
const isDigit = (char) => char >= "0" && char <= "9" && char.length === 1;
const isSign = (char) => char?.length === 1 && SIGN.includes(char);
const isLetter = (char) => /^[\p{L}\p{N}]$/u.test(char) || (char.codePointAt(0) >> 16 >= 2 && char.codePointAt(0) < 0x40000);

// What one character counts for: letters in lower case, digits, signs; GAP for other punctuation; nothing for marks.
function plain(char) {
  if (!plains.has(char)) plains.set(char, findPlain(char));
  return plains.get(char);
}

function findPlain(char) {
  if (char === "\n") return char;
  if (/[\t\v\f\r\p{Z}]/u.test(char)) return GAP;
  const folded = char.normalize("NFKC").normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  if (folded && ".%‰".includes(folded)) return folded;
  if ([...folded].some(isLetter)) {
    return [...folded].map((part) => (isLetter(part) ? part.toLowerCase() : /[.,%]/.test(part) ? part : GAP)).join("");
  }
  if (char === "," || char === "，") return ",";
  return char !== "_" && /[\p{C}\p{M}\p{Pc}]/u.test(char) ? "" : GAP;
}

// The text as it counts when searching; with `places`, also where in `text` each of its characters comes from.
export function normal(text, places = []) {
  const parts = [];
  let index = 0;
  for (const char of text) {
    for (const part of plain(char)) parts.push([part, index, index + char.length]);
    index += char.length;
  }
  let result = "";
  let gap = false;
  const put = (part, place) => {
    result += part;
    for (let i = 0; i < part.length; i += 1) places.push(place);
    gap = false;
  };
  const digitAt = (i) => i >= 0 && i < parts.length && isDigit(parts[i][0]);
  parts.forEach(([part, start, end], i) => {
    if (part === "," && digitAt(i - 1) && digitAt(i + 1)) return;
    const ignored = part === GAP || part === "," || (part === "." && !digitAt(i - 1) && !digitAt(i + 1));
    if (ignored) gap = true;
    else {
      const before = result.slice(-1);
      // “64.9 %” is one number, “10 20” are two.
      if (gap && isSign(part) && isSign(before) && !("%‰".includes(part) && isDigit(before))) put(" ", [start, start]);
      put(part, [start, end]);
    }
  });
  return result;
}

const letters = (char) => {
  const code = char.codePointAt(0);
  return String.fromCharCode(FIRST + (code >> BITS), FIRST + (code & ((1 << BITS) - 1)));
};

// The words of a text: each character with the one after it, the last of a number or of all alone.
export function words(text) {
  const chars = [...normal(text)].filter((char) => char !== "\n");
  const pair = (char, next = " ") => (next === " " ? letters(char) : letters(char) + letters(next));
  return chars.flatMap((char, i) => (char === " " ? [] : [pair(char, chars[i + 1])]));
}

// The phrases of which a page must hold one to hold the term: where it ends in a number, first as typed, then going on.
export function phrases(term) {
  const found = words(term);
  const phrase = (some) => `"${some.join(" ")}"`;
  if (found.length < 2) return found.map((one) => phrase([one]));
  const open = phrase(found.slice(0, -1));
  return /[0-9.]$/.test(normal(term)) ? [phrase(found), open] : [open];
}

// Where the terms lie in a text, as [start, end], in order, without overlap.
export function marks(text, terms) {
  const places = [];
  const plainText = normal(text, places);
  const found = [];
  for (const term of terms) {
    for (let at = plainText.indexOf(term); at >= 0; at = plainText.indexOf(term, at + term.length)) {
      found.push([places[at][0], places[at + term.length - 1][1]]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let last = 0;
  return found.filter(([start, end]) => start >= last && (last = end));
}
