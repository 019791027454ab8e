// The least that a skill can be on Node: the SDK's hello world behind express. It proves nothing, and keeps
// nothing. The port is the first argument.
const { SkillBuilders } = require("ask-sdk-core");
const { ExpressAdapter } = require("ask-sdk-express-adapter");
const express = require("express");

const skill = SkillBuilders.custom()
  .addRequestHandlers({
    canHandle: () => true,
    handle: (input) => input.responseBuilder.speak("Hello, world.").getResponse(),
  })
  .create();

const proving = { signature: false, timestamp: false };
const adapter = new ExpressAdapter(skill, proving.signature, proving.timestamp);
express().post("/alexa", adapter.getRequestHandlers()).listen(Number(process.argv[2]), "127.0.0.1");
