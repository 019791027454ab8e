// The Echo's screen: Amazon's renderer draws the skill's APL documents, in a frame of its own.

import { $ } from "./dom.js";

export class Screen {
  answered() {}

  interrupted() {}

  move() {}
}
void $;
