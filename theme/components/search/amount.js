// Amount (数额): money and percentages in a query, as the words that plugins/search/amount.py writes for those on pages.

const MARK = "\ua601";
const [EXACT, RATE, TEN_THOUSAND, HUNDRED_MILLION] = ["\ua602", "\ua603", "\ua604", "\ua605"];
// 10 to the power of …
const UNITS = { 元: 0, 千元: 3, 万: 4, 万元: 4, 百万元: 6, 千万: 7, 千万元: 7, 亿: 8, 亿元: 8, 万亿: 12, 万亿元: 12 };
const NAMES = Object.keys(UNITS).sort((a, b) => b.length - a.length).join("|");
const NUMBER = "[0-9]{1,3}(?:[,，][0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?";
const AMOUNT = new RegExp(`^(${NUMBER})(${NAMES}|%)$`);
const BLANK = new RegExp(`([0-9])\\s+(?=(?:${NAMES}|[%％])(?:\\s|$))`, "g");
const WRITTEN = new RegExp(`(${NUMBER})\\s*(${NAMES}|[%％])?`, "g");

// “12,300 万元” typed with a blank is one term.
export const joined = (query) => query.replace(BLANK, "$1");

// A decimal numeral times a power of ten, exactly.
function shift(number, power) {
  const [whole, part = ""] = number.replace(/[,，]/g, "").split(".");
  const digits = whole + part.slice(0, Math.max(power, 0)).padEnd(Math.max(power, 0), "0");
  const rest = part.slice(Math.max(power, 0)).replace(/0+$/, "");
  return (digits.replace(/^0+(?=.)/, "") || "0") + (rest && `.${rest}`);
}

const letter = (two) => String.fromCharCode([...two].reduce((sum, sign, i) => sum + ("0123456789.".indexOf(sign) + 1) * 12 ** i, 0xa500));
const word = (mark, text) => MARK + mark + text.match(/..?/gs).map(letter).join("");

// The amount that a term is, or null; `near` holds those that a writer may have rounded to it.
export function amount(term) {
  const match = term.normalize("NFKC").replace(/，/g, ",").match(AMOUNT);
  if (!match) return null;
  const [, number, unit] = match;
  if (unit === "%") return { rate: true, value: Number(number), places: 0, words: [word(RATE, shift(number, 0))] };
  const power = UNITS[unit];
  const places = (shift(number, 0).split(".")[1] ?? "").length;
  const words = [word(EXACT, shift(number, power))];
  if (power === 8 && places <= 2) words.push(word(HUNDRED_MILLION, shift(number, 0)));
  if (power === 4 && places === 0) words.push(word(TEN_THOUSAND, shift(number, 0)));
  return { rate: false, value: Number(number.replace(/,/g, "")) * 10 ** power, step: 10 ** (power - (power === 8 ? 2 : places)), words };
}

// Where a text writes the amount, in whatever unit, also below a heading that names the unit: [start, end] each.
export function written(text, sought) {
  const found = [];
  for (const match of text.matchAll(WRITTEN)) {
    const [all, number, unit] = match;
    const value = Number(number.replace(/[,，]/g, ""));
    const powers = unit in UNITS ? [UNITS[unit]] : unit ? [] : [0, 4, 8];
    const fits = sought.rate
      ? value === sought.value && (!unit || "%％".includes(unit))
      : powers.some((power) => Math.abs(value * 10 ** power - sought.value) <= (sought.step / 2) * 1.000001 && value);
    if (fits) found.push([match.index, match.index + all.trimEnd().length]);
  }
  return found;
}
