// The addresses of a journey's pages. Plain JavaScript, because the size budget and the pictures use it too.

/**
 * The address of a page of a journey's theme, with the first `count` of its answers.
 *
 * @param {{ theme: string, region: string, answers: [string, boolean | number | string | string[]][] }} journey
 * @param {string} page
 * @param {number} [count]
 * @returns {string}
 */
export function address(journey, page, count = journey.answers.length) {
  const query = new URLSearchParams({ region: journey.region });
  for (const [question, answer] of journey.answers.slice(0, count)) {
    const values = Array.isArray(answer) ? answer : [typeof answer === "boolean" ? (answer ? "yes" : "no") : String(answer)];
    for (const value of values.length > 0 ? values : [""]) query.append(question, value);
  }
  return `/t/${journey.theme}/${page}?${query}`;
}
