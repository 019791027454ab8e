// DynamoDB's protocol on a free port, which it prints, until nobody holds its input any more.
const server = require("dynalite")({ createTableMs: 0, deleteTableMs: 0 });
// dynalite rethrows what goes wrong with a request: a client that hangs up would end the server for all others.
process.on("uncaughtException", (error) => {
  if (error.code !== "ECONNRESET") throw error;
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
