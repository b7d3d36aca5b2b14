// Search without a server: what core/search.py does with names that were spelt out when the atlas was published; a test keeps both in step.

const [LONGEST, MOST_WORDS, MOST] = [100, 16, 8];
const [WHOLE, COMPLETE, BEGUN, ALIKE, SOUNDS_WHOLE] = [2, 1, 0.9, 0.8, 0.95];
const [IN_PLACE, NEARLY, LEAST] = [0.03, 0.7, 0.45];
const WORD = /[\u3400-\u9fff]|(?:(?![\u3400-\u9fff_])[\p{L}\p{N}])+/gu; // each Chinese character is a word
const HAN = /[\u3400-\u9fff]/;
const SAME_SOUND = [["shch", "s"], ["sch", "s"], ["sh", "s"], ["zh", "z"], ["ch", "c"], ["ts", "c"], ["kh", "h"]];
const SAME_LETTER = { j: "i", y: "i", w: "v" };

/** A search over {targets: [{names: [[written words, latin words]], rank, …}], letters, readings}: find(query) gives the best targets. */
export function makeIndex({ targets, letters, readings }) {
  const names = targets.flatMap((target, number) => target.names.map(([words, latin]) => ({ number, words, latin })));
  const latin = names.map(({ number, latin: words }) => ({ number, words }));
  const written = spellings([...names, ...latin]);
  const sounding = spellings(latin, toSound);
  const toLatin = (word) => [...word].map((letter) => readings[letter] ?? letters[letter] ?? letter).join("");

  return (query) => {
    const words = wordsOf([...query].slice(0, LONGEST).join("")).slice(0, MOST_WORDS);
    const sounds = inRuns(words, toLatin).map(toSound);
    let found = grades(written, words, WHOLE, COMPLETE, BEGUN);
    if (sounds.join("").length > 2) found = better(found, grades(sounding, sounds, SOUNDS_WHOLE, ALIKE, ALIKE));
    let outright = new Map([...found].filter(([, { grade }]) => grade >= ALIKE));
    if (!outright.size) {
      const forgiving = better(found, grades(sounding, sounds, ALIKE, ALIKE, ALIKE, true));
      outright = new Map([...forgiving].filter(([, { grade }]) => grade >= LEAST));
    }
    const order = ([a, one], [b, other]) => other.grade - one.grade || targets[a].rank - targets[b].rank || other.share - one.share || a - b;
    return [...outright].sort(order).slice(0, MOST).map(([number]) => targets[number]);
  };
}

/** Names in one way of writing, by their tails: what is left of a name, without spaces, from each of its words on. */
function spellings(names, spell = (text) => text) {
  const tails = new Map();
  for (const { number, words } of names) {
    const size = spell(words.join("")).length;
    let end = 0;
    const ends = words.map((word) => (end += spell(word).length));
    words.forEach((_, at) => {
      const tail = spell(words.slice(at).join(""));
      const before = at ? ends[at - 1] : 0;
      if (!tails.has(tail)) tails.set(tail, []);
      tails.get(tail).push({ number, ends: ends.slice(at).map((one) => one - before), size });
    });
  }
  return { tails, sorted: [...tails.keys()].sort() };
}

/** How well each target matches all words, wherever they stand; below ALIKE when a word is missing or wrong. */
function grades(names, words, whole, complete, begun, forgiving = false) {
  const total = words.join("").length || 1;
  const sums = new Map();
  for (const word of words) {
    let found = begin(names, word, complete, begun);
    if (forgiving) found = better(misspelt(names, word), found);
    for (const [number, { grade, share }] of found) {
      const sum = sums.get(number) || { grade: 0, share: 0, lowest: [] };
      sums.set(number, { grade: sum.grade + (grade * word.length) / total, share: sum.share + share, lowest: [...sum.lowest, grade] });
    }
  }
  const made = new Map();
  for (const [number, { grade, share, lowest }] of sums) {
    const sound = lowest.length === words.length && Math.min(...lowest) >= ALIKE;
    made.set(number, { grade: rounded(sound ? grade : Math.min(grade, NEARLY) + (share > 0.99 ? IN_PLACE : 0)), share });
  }
  for (const [number, { grade, share }] of begin(names, words.join(""), complete, begun)) {
    made.set(number, { grade: share === 1 ? whole : rounded(grade + (words.length > 1 ? IN_PLACE : 0)), share });
  }
  return made;
}

/** Targets with a name in which a word, or several, begin like this. */
function begin({ tails, sorted }, start, complete, begun) {
  let found = new Map();
  if (!start) return found;
  let [here, end] = [0, sorted.length];
  while (here < end) {
    const middle = (here + end) >> 1;
    sorted[middle] < start ? (here = middle + 1) : (end = middle);
  }
  for (; here < sorted.length && sorted[here].startsWith(start); here += 1) {
    for (const { number, ends, size } of tails.get(sorted[here])) {
      const match = { grade: ends.includes(start.length) ? complete : begun, share: start.length / size };
      found = better(found, new Map([[number, match]]), found);
    }
  }
  return found;
}

/** Targets with a name in which a word begins nearly like this: one error in four letters, at most three. */
function misspelt(names, word) {
  const errors = Math.min(Math.floor(word.length / 4), 3);
  let found = new Map();
  if (!errors) return found;
  const sizes = [word.length - 1, word.length, word.length + 1];
  for (const start of new Set(names.sorted.flatMap((tail) => sizes.map((size) => tail.slice(0, size))))) {
    const away = distance(word, start);
    if (away > errors) continue;
    const grade = NEARLY * (1 - away / word.length);
    for (const [number, match] of begin(names, start, COMPLETE, BEGUN)) {
      const near = { grade: grade * match.grade + (match.share === 1 ? IN_PLACE : 0), share: match.share };
      found = better(found, new Map([[number, near]]), found);
    }
  }
  return found;
}

/** Letters to put in, take out, change or swap with a neighbour, at least, to make one word of another (OSA). */
function distance(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1] ? 0 : 1;
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + same);
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

/** The words of a text, without case, marks and punctuation; `the` only where there is nothing else. */
function wordsOf(text) {
  const folded = text.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
  const words = folded.replace(/\p{M}/gu, "").match(WORD) || [];
  const telling = words.filter((word) => word !== "the");
  return telling.length ? telling : words;
}

/** Latin letters in a coarse spelling that popular, scholarly and Chinese romanisations share. */
function toSound(text) {
  for (const [letters, sound] of SAME_SOUND) text = text.replaceAll(letters, sound);
  text = text.replace(/[jyw]/g, (letter) => SAME_LETTER[letter]).replace(/([a-z])\1+/g, "$1");
  return text.replace(/i(?=[aeou])/g, "");
}

/** Words in Latin letters; Chinese characters that follow each other make one word. */
function inRuns(words, toLatin) {
  const runs = [];
  words.forEach((word, at) => {
    const joined = at > 0 && HAN.test(words[at - 1]) && HAN.test(word);
    joined ? (runs[runs.length - 1] += toLatin(word)) : runs.push(toLatin(word));
  });
  return runs;
}

/** The better match of each target; `into` may be one of both, to be changed in place. */
function better(one, other, into = new Map(one)) {
  for (const [number, match] of other) {
    const known = into.get(number);
    if (!known || match.grade > known.grade || (match.grade === known.grade && match.share > known.share)) into.set(number, match);
  }
  return into;
}

/** Two decimals, as Python rounds them: halves go to the even one, and binary fractions are what they are. */
const rounded = (grade) => Number(grade.toFixed(2));
