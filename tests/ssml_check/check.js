// A line of JSON in, the SSML of one answer; a line of JSON out, the list of what Alexa would not take.
const { check } = require('ssml-check-core');
const lines = require('node:readline').createInterface({ input: process.stdin });

(async () => {
  for await (const line of lines) {
    const faults = await check(JSON.parse(line), { platform: 'amazon' });
    process.stdout.write(JSON.stringify(faults ?? []) + '\n');
  }
})();
