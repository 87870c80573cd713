// Split (切分): a query into the words the index holds, exactly as plugins/search/split.py splits pages; tests hold the
// two to the same words. And back: the index's words into text to read.

const BASE = 0xa500; // ten last digits, a hundred pairs of digits, then the signs
const PAIRS = BASE + 10;
const SIGNS = PAIRS + 100;
const SIGN = ".%‰";
const TITLE = "\ua581";
const GAP = " ";
const ESCAPED = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'", "#39": "'" };

const plains = new Map();
const isDigit = (char) => char >= "0" && char <= "9" && char.length === 1;
const isLetter = (char) => /^[\p{L}\p{N}]$/u.test(char) || (char.codePointAt(0) >> 16 >= 2 && char.codePointAt(0) < 0x40000);

// What one character counts for: letters in lower case, digits, signs; GAP for other punctuation; nothing for marks.
function plain(char) {
  if (!plains.has(char)) plains.set(char, findPlain(char));
  return plains.get(char);
}

function findPlain(char) {
  const code = char.codePointAt(0);
  if (code >= BASE && code < SIGNS + SIGN.length) return "";
  if (char === "\n") return char;
  if (/[\t\v\f\r\p{Z}]/u.test(char)) return GAP;
  const folded = char.normalize("NFKC").normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
  if (SIGN.includes(folded) && folded) return folded;
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
      if (gap && isDigit(part) && isDigit(result.slice(-1))) put(" ", [start, start]);
      put(part, [start, end]);
    }
  });
  return result;
}

// The words of a text; `open` when a number at its end may go on, as in a query.
export function words(text, open = false) {
  const chars = [...normal(text)];
  const found = [];
  chars.forEach((char, i) => {
    const [before, next] = [chars[i - 1] ?? "", chars[i + 1] ?? ""];
    if (isDigit(char)) {
      if (isDigit(next)) found.push(String.fromCharCode(PAIRS + Number(char + next)));
      else if (!open || next || !isDigit(before)) found.push(String.fromCharCode(BASE + Number(char)));
    } else if (SIGN.includes(char)) found.push(String.fromCharCode(SIGNS + SIGN.indexOf(char)));
    else if (char.trim()) found.push(char);
  });
  return found;
}

function titleWord(word) {
  const code = word.codePointAt(0);
  return TITLE + String.fromCharCode(...[12, 6, 0].map((shift) => BASE + ((code >> shift) & 63)));
}

// The phrases of which a page must hold one to hold the term: several when the term ends in a single digit. With
// `titled`, a page must hold it in its title, whose words stand in the index a second time as three letters each.
export function phrases(term, titled = false) {
  const found = words(term, true);
  if (!found.length) return [];
  const digit = found.at(-1).charCodeAt(0) - BASE;
  const ends = [found.at(-1)];
  if (digit >= 0 && digit < 10) for (let next = 0; next < 10; next += 1) ends.push(String.fromCharCode(PAIRS + digit * 10 + next));
  return ends.map((end) => `"${[...found.slice(0, -1), end].map(titled ? titleWord : String).join(" ")}"`);
}

// Text as Pagefind returns it, escaped and split → ordinary text, a line for each block. What begins with U+A580 is a
// facet, with U+A581 a word of the title; neither is text.
export function join(text) {
  const plainText = text.replace(/&(lt|gt|amp|quot|#x27|#39);/g, (_, name) => ESCAPED[name]);
  return plainText.replace(/[ .]|\ua580.{8}|\ua581.{3}/g, "").replace(/[␣․▁⏎\ua500-\ua570]/g, (char) => {
    const code = char.charCodeAt(0) - BASE;
    if (code >= 110) return SIGN[code - 110];
    if (code >= 10) return String(Math.floor((code - 10) / 10));
    return code >= 0 ? String(code) : { "␣": " ", "․": ".", "▁": "_", "⏎": "\n" }[char];
  });
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
  return found.filter(([start], i) => i === 0 || start >= Math.max(...found.slice(0, i).map((mark) => mark[1])));
}
