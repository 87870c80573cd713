// Quote check (引述核对): holds the numbers of a sentence against the published figures. The same as
// scripts/model/claim.py, which explains the rules; tests/quotes.toml holds the cases that both pass.

const SCALES = { "": 0, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, 万亿: 12 }; // zeros
const [SURE, POSSIBLE, NEAR, PERIOD] = [0.5, 0.2, 0.1, 0.3];
const CURRENT = "现行";
const DIGITS = Object.fromEntries([..."零一二三四五六七八九"].map((char, value) => [char, value]).concat([["〇", 0], ["两", 2]]));
const TENS = { 十: 10, 百: 100, 千: 1000 };
const NUMERAL = /(百分之)?([零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)(?=(元|%|个百分点|项|件|个|票|人|分)?)/g;
const NUMBER = /(?<![\d.])([+\-−]?)(\d+(?:\.\d+)?)\s?(百万|千万|万亿|千|万|亿)?/g;
const YEARS = "(?<!\\d)(?:19|20)\\d{2}";
// Dates, document numbers, ordinals and names: DECLARED in scripts/model/numeral.py.
const DECLARED = [
  new RegExp(
    `${YEARS}\\s?年(?:\\s?\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?[日号])?)?(?:\\s?\\d{1,2}[时点](?:\\d{1,2}分)?)?|${YEARS}(?:年)?[—–-]${YEARS}\\s?年` +
      "|(?<!\\d)\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?[日号])?(?!\\d)" +
      `|${YEARS}-(?:\\d{2}-\\d{2}|Q[1-4]|S[12]|\\d{2})(?!\\d)|(?<![\\d.])\\d{1,2}\\s?[时点](?!\\d)|(?<![\\d.:])\\d{1,2}:\\d{2}(?![\\d:])`,
    "g",
  ),
  /[〔[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?\d+\s?号|(?<![\d.])\d+\s?号/g,
  /第\s?\d+(?:\s?[—–～至-]\s?\d+)?/g,
  /(?:GB|GB\/T|GA|GA\/T|DB|ISO|IEC|RFC|WCAG|DCAT|Python|Data Package)\s?\d[\d.]*(?:\s?[—–-]\s?(?:19|20)\d{2})?|(?<![A-Za-z0-9])[A-Za-z][A-Za-z_./+-]*\d[A-Za-z0-9_./+-]*/g,
];

// An exact decimal: units times ten to the minus places.
const exact = (text) => {
  const [, sign, whole, decimals = ""] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.replace("−", "-"));
  return { units: BigInt(sign + whole + decimals), places: decimals.length };
};
// The whole number of steps of ten to the minus places, half up and away from zero.
const rounded = ({ units, places }, to) => {
  if (places <= to) return units * 10n ** BigInt(to - places);
  const step = 10n ** BigInt(places - to);
  const size = units < 0n ? -units : units;
  const kept = (size + step / 2n) / step;
  return units < 0n ? -kept : kept;
};

function digits(match, percent = "", said, unit) {
  if (!percent && (!unit || ![...said].some((c) => TENS[c] || "万亿点".includes(c)) || "百千万亿".includes(said[0]))) return match;
  const [whole, decimals = ""] = said.split("点");
  let [total, section, digit] = [0, 0, 0];
  for (const char of whole) {
    if (char in DIGITS) digit = DIGITS[char];
    else if (char in TENS) [section, digit] = [section + (digit || 1) * TENS[char], 0];
    else if (char === "亿") [total, section, digit] = [(total + section + digit) * 1e8, 0, 0];
    else [total, section, digit] = [total + (section + digit) * 1e4, 0, 0];
  }
  const value = total + section + digit;
  const tail = decimals ? `.${[...decimals].map((char) => DIGITS[char]).join("")}` : "";
  for (const [word, zeros] of [["亿", 8], ["万", 4]]) {
    if (value >= 10 ** zeros && whole.includes(word)) {
      const text = String(value).padStart(zeros + 1, "0");
      const rest = text.slice(-zeros).replace(/0+$/, "") + (tail ? text.slice(-zeros).match(/0*$/)[0] + tail.slice(1) : "");
      return `${percent}${text.slice(0, -zeros)}${rest && `.${rest}`}${word}`;
    }
  }
  return percent + value + tail;
}

export function normal(text) {
  return text
    .replace(/[０-９％．－＋]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, "")
    .replace(NUMERAL, digits)
    .replace(/百分之(负?[\d.]+)/g, (_, value) => `${value.replace("负", "-")}%`);
}

const bare = (unit) => {
  const word = ["万亿", "百万", "千万", "千", "万", "亿"].find((one) => unit.startsWith(one) && unit.length > one.length) ?? "";
  return [unit.slice(word.length), SCALES[word]];
};

const pairs = (text) => {
  const kept = [...text].filter((char) => /[\p{L}\p{N}]/u.test(char));
  const found = new Set(kept.slice(1).map((char, i) => kept[i] + char));
  return found.size ? found : new Set([kept.join("")]);
};

export function prepare(lines) {
  const kept = lines.filter((line) => line.value !== null || line.status === "已撤回");
  return {
    lines: kept,
    units: [...new Set(kept.map((line) => bare(line.unit)[0]))].filter(Boolean).sort((a, b) => b.length - a.length),
    // Numbers in a name (比计划少支出 20 个百分点及以上的部门) state nothing of their own.
    phrases: [...new Set(kept.flatMap((line) => [line.label, line.base ?? ""]).filter((one) => /\d/.test(one)).map(normal))]
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    pairs: new Map(kept.map((line) => [line.label, pairs(line.label)])),
  };
}

export function* claims(text, units, phrases = []) {
  const said = normal(text);
  let shown = said;
  for (const phrase of phrases) shown = shown.replaceAll(phrase, "\0".repeat(phrase.length));
  for (const form of DECLARED) shown = shown.replace(form, (match) => "\0".repeat(match.length));
  for (const match of shown.matchAll(NUMBER)) {
    const after = said.slice(match.index + match[0].length);
    const unit = units.find((one) => after.trimStart().startsWith(one)) ?? "";
    const gap = unit ? after.length - after.trimStart().length + unit.length : 0;
    yield {
      text: (said.slice(match.index, match.index + match[0].length) + after.slice(0, gap)).trim(),
      value: exact((/[-−]/.test(match[1]) ? "-" : "") + match[2]),
      zeros: SCALES[match[3] ?? ""],
      unit,
      before: said.slice(0, match.index),
    };
  }
}

function lost(text, title, asOf) {
  const [year, month, day] = asOf.split("-").map(Number);
  let sum = 0;
  for (const [, ...named] of text.matchAll(/截至((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日/g)) {
    if (named.map(Number).join() !== [year, month, day].join()) sum += PERIOD;
  }
  const years = [...text.matchAll(/((?:19|20)\d{2})年/g)].map((match) => match[1]);
  if (years.length && !years.some((one) => title.includes(one) || Number(one) === year)) sum += PERIOD;
  const parts = text.match(/第[一二三四]季度|上半年|下半年/g) ?? [];
  return parts.length && !parts.some((one) => title.includes(one)) ? sum + PERIOD : sum;
}

function equal(claim, line) {
  const zeros = claim.unit || claim.zeros ? bare(line.unit)[1] : 0;
  const { units, places } = exact(line.value);
  const size = claim.value.units >= 0n && units < 0n ? -units : units;
  const shift = places - zeros + claim.zeros;
  const scaled = shift < 0 ? { units: size * 10n ** BigInt(-shift), places: 0 } : { units: size, places: shift };
  return rounded(scaled, claim.value.places) === claim.value.units;
}

// Current before replaced; then the likeliest, the one that says most, the newest.
const later = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
const better = ({ score: mine, line: a }, { score: its, line: b }) =>
  (b.status === CURRENT) - (a.status === CURRENT) ||
  its - mine ||
  b.label.length - a.label.length ||
  later(a.as_of, b.as_of) ||
  later(a.issued, b.issued);

export function check(text, known) {
  const whole = normal(text);
  const penalty = new Map();
  const fine = (line) => {
    const key = `${line.title}|${line.as_of}`;
    if (!penalty.has(key)) penalty.set(key, lost(whole, line.title, line.as_of));
    return penalty.get(key);
  };
  return [...claims(text, known.units, known.phrases)].map((claim) => {
    const said = pairs(claim.before);
    const likeness = new Map();
    for (const [label, mine] of known.pairs) likeness.set(label, [...mine].filter((pair) => said.has(pair)).length / mine.size);
    const scored = known.lines
      .filter((line) => likeness.get(line.label) >= POSSIBLE && line.value !== null && (!claim.unit || bare(line.unit)[0] === claim.unit))
      .map((line) => ({ line, score: likeness.get(line.label) - fine(line) }));
    if (!scored.length) return { claim: claim.text, verdict: "unknown", figure: null };
    const top = scored.reduce((most, { score }) => Math.max(most, score), -Infinity);
    const near = scored.filter(({ score, line }) => score >= top - NEAR && score >= POSSIBLE && equal(claim, line));
    const same = near.sort(better)[0]?.line;
    if (same) return { claim: claim.text, verdict: same.status === CURRENT ? "match" : "outdated", figure: same };
    if (top < SURE) return { claim: claim.text, verdict: "unknown", figure: null };
    const [meant] = scored.filter(({ score }) => score === top).sort(better);
    return { claim: claim.text, verdict: "mismatch", figure: meant.line };
  });
}

const WORDS = { match: "一致", outdated: "已经不是现在的数", mismatch: "不一致", unknown: "没有找到说的是哪个数字" };

function start(area) {
  const { root } = area.dataset;
  const form = area.querySelector("form");
  const text = form.elements.text;
  const [status, list] = ["status", "verdicts"].map((name) => area.querySelector(`[data-part=${name}]`));
  let loading = null;

  const load = async () => {
    const answer = await fetch(new URL(`${root}figures.jsonl`, document.baseURI));
    if (!answer.ok) throw new Error(`figures.jsonl: ${answer.status}`);
    return prepare((await answer.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line)));
  };
  const page = (address) => {
    const [path, id = ""] = address.split("#");
    return new URL(`${root}${path.slice(1)}index.html${id && `#${id}`}`, document.baseURI).href;
  };

  function write({ claim, verdict, figure }) {
    const item = document.createElement("li");
    const head = document.createElement("p");
    const word = document.createElement("strong");
    word.textContent = WORDS[verdict];
    word.className = `verdict verdict--${verdict}`;
    head.append(`${claim}：`, word);
    item.append(head);
    if (!figure) return item;
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = page(figure.now_address ?? figure.address);
    link.textContent = `${figure.label}${figure.base ? `（${figure.base}）` : ""} ${figure.words}`;
    const changed = figure.status === CURRENT ? "" : `；${figure.status}，现为 ${figure.now ?? "—"}`;
    line.append("公开的是：", link, `，数据截至 ${figure.as_of}，${figure.title}${changed}`);
    item.append(line);
    return item;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    list.replaceChildren();
    status.textContent = "正在核对……";
    try {
      const known = await (loading ??= load());
      const found = check(text.value, known);
      list.replaceChildren(...found.map(write));
      status.textContent = found.length ? `核对了 ${found.length} 个数` : "这句话里没有可以核对的数字；写上数字和单位。";
    } catch {
      loading = null;
      status.textContent = "没能取得公开的数字。请在网站上打开这一页（不是从硬盘），再试一次。";
    }
  });
  form.hidden = false;
  area.querySelector("[data-part=note]").hidden = true;
}

if (typeof document !== "undefined") document.querySelectorAll("[data-quote-check]").forEach(start);
