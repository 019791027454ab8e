// A line of JSON in, one APL document; a line of JSON out, the list of what the schema does not allow.
const { StaticAplTemplateValidator } = require('apl-suggester');
const lines = require('node:readline').createInterface({ input: process.stdin });

(async () => {
  const validator = new StaticAplTemplateValidator();
  for await (const line of lines) {
    const faults = validator.validate(JSON.parse(line));
    process.stdout.write(JSON.stringify(faults ?? []) + '\n');
  }
})();
