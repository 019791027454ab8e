// A line of JSON in, one APL document; a line of JSON out, the list of what the schema does not allow.
console.log = console.error; // the checker writes notes, and standard output is for answers
const { StaticAplTemplateValidator } = require('apl-suggester');
const lines = require('node:readline').createInterface({ input: process.stdin });

(async () => {
  for await (const line of lines) {
    const faults = await new StaticAplTemplateValidator().validate(JSON.parse(line));
    process.stdout.write(JSON.stringify(faults ?? []) + '\n');
  }
})();
