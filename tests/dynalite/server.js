// DynamoDB's protocol on a free port, which it prints, until nobody holds its input any more.
const server = require("dynalite")({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
