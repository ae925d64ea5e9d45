// The customer's way to a seat: the queue, or the code of a link, and then the join. No elements of the page.

import { toBase64url } from "./bytes.js";
import { BadMessage } from "./crypto.js";
import { newBook, newSecret } from "./introduction.js";
import { CodeExchange, LinkExchange } from "./join.js";
import { CHANNEL } from "./messages.js";
import { Puzzles } from "./puzzle.js";
import * as wrongCodes from "./wrong_codes.js";

const REDIRECTS_LIMIT = 20; // after which the page comes back no sooner than after any lost link

export class WayIn {
  // `kept` is what the customer keeps; here it gets its token, call and seat. `line` returns the line to the host, and
  // `keep` saves what is kept. `seated` is called once there is a seat, `failed` with the reason why there is none.
  constructor({ kept, line, keep, seated, failed }) {
    this.phase = "connecting"; // "waiting", "joining"
    this.place = 0;
    this.deskReads = false; // the technicians may read what it is about, if the customer lets them
    this._shownHere = false; // over the present link
    this._kept = kept;
    this._line = line;
    this._keep = keep;
    this._seated = seated;
    this._failed = failed;
    this._redirects = 0;
    this._asked = ""; // what the host was asked for on this link: "wait" or "join"
    this._join = null;
    this._work = null; // {token, answer} for the next join
    this._puzzles = new Puzzles((work) => this._worked(work));
  }

  get handlers() {
    return {
      puzzle: (message) => this._puzzled(message),
      waiting: (message) => this._placed(message),
      wait_ended: (message) => this._waitEnded(message),
      picked_up: (message) => this._pickedUp(message),
      joining: (message) => this._joining(message),
      join_step: (message) => this._step(message),
      admitted: (message) => this._admitted(message),
      end_join: (message) => this._joinEnded(message),
      redirected: () => this.redirected(),
    };
  }

  // Goes on over a link that stands since now.
  up() {
    if (this._kept.call) {
      this.phase = "joining";
      if (!this._puzzles.working) this._askToJoin();
    } else {
      this._wait();
    }
  }

  _askToJoin() {
    this._asked = "join";
    this._send({ t: "join", route: this._kept.call.route, ...this._work });
    this._work = null;
  }

  // Works for a join with a code; a link costs none.
  _puzzled(message) {
    if (this._asked !== "join" || this._join !== null || !this._kept.call?.digits) {
      throw new BadMessage("work for nothing that this page has asked for");
    }
    this._asked = "";
    this._puzzles.begin(message);
  }

  // Asks again with the answer, on this link or on the next one.
  _worked(work) {
    this._work = work;
    if (this.phase === "joining") this._line().enqueue(() => this._askToJoin());
  }

  down() {
    this._join = null;
    this._asked = "";
    this._shownHere = false;
    this.phase = "connecting";
  }

  // Lets the technicians read `text` now: the host reads it, too.
  showWords(text) {
    this._kept.shown = text;
    this._shownHere = false;
    this._keep();
    this._sayWords();
  }

  // Takes note that this host is the right one.
  arrived() {
    this._redirects = 0;
  }

  // Waits on, or fails where there is no queue to go back to.
  notJoined(reason) {
    this._puzzles.end();
    this._join = null;
    this._asked = "";
    if (reason === "unknown_code" && this._kept.call?.digits) wrongCodes.tried();
    if (this._kept.sealed) {
      this._failed(reason);
    } else {
      this._kept.call = null;
      this._keep();
      this._wait();
    }
  }

  _wait() {
    this._asked = "wait";
    const { channel, name, token } = this._kept;
    this._send({ t: "wait", channel, name, token: token ?? null });
  }

  // Who has come by a link waits in no queue, and takes no other secret than the link's.
  _checkWaits() {
    if (this._kept.sealed || !this._asked) throw new BadMessage("a queue that this page does not wait in");
  }

  _waitEnded({ reason }) {
    this._checkWaits();
    this._failed(reason);
  }

  _joinEnded({ reason, join }) {
    if (this._asked !== "join" || (this._join !== null && this._join.number !== join)) {
      throw new BadMessage("the end of a join that this page has not begun");
    }
    this.notJoined(reason);
  }

  _sayWords() {
    if (!this._kept.shown || this._shownHere || !this.deskReads || this.phase !== "waiting") return;
    this._shownHere = true;
    this._send({ t: "wait_words", text: this._kept.shown });
  }

  _placed({ place, token, desk_reads: deskReads }) {
    this._checkWaits();
    this._asked = "wait";
    this._join = null;
    this.phase = "waiting";
    this.deskReads = deskReads;
    if (!deskReads) this._kept.shown = ""; // later it is the customer's doing again
    this.arrived();
    this.place = place;
    this._kept.token = token;
    this._keep();
    this._sayWords();
  }

  _pickedUp({ route, secret }) {
    this._checkWaits();
    if (this._asked !== "wait") throw new BadMessage("called twice");
    this._asked = "join";
    this.phase = "joining";
    this._kept.call = { route, secret: toBase64url(secret) };
    this._keep();
    this._send({ t: "join", route });
  }

  async _joining({ session, join }) {
    if (this._asked !== "join" || this._join !== null || !this._kept.call) {
      throw new BadMessage("a join that this page has not begun");
    }
    const { secret, digits } = this._kept.call;
    if (digits) wrongCodes.tried();
    const exchange = digits ? new CodeExchange({ digits, session, join }) : new LinkExchange({ secret, session, join });
    this._join = { number: join, exchange };
    this._send({ t: "join_step", session, join, data: await exchange.start() });
  }

  async _step({ session, join, data }) {
    if (this._join?.number !== join) throw new BadMessage("a step of another join");
    try {
      const answer = await this._join.exchange.step(data);
      if (answer !== null) this._send({ t: "join_step", session, join, data: answer });
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error;
      this._send({ t: "end_join", session, join, reason: "wrong_code" });
      this._failed("wrong_code");
    }
  }

  _admitted({ session, member, token, join }) {
    const grant = this._join?.number === join ? this._join.exchange.grant : null;
    if (grant === null) throw new BadMessage("admitted without a grant");
    this._join = null;
    if (this._kept.call.digits) wrongCodes.right();
    const seat = { session, member, token, key: grant.key, secret: newSecret(), book: newBook() };
    Object.assign(this._kept, { seat, call: null, token: null, lead: grant.lead_name, name: grant.customer_name });
    if (this._kept.sealed && CHANNEL.test(grant.channel)) this._kept.through = grant.channel;
    this._kept.relayed = grant.relayed ?? "";
    return this._seated();
  }

  // Comes back at once: behind the one address that a page knows is another host, which has what it asked for.
  redirected() {
    this._redirects += 1;
    if (this._redirects <= REDIRECTS_LIMIT) this._line().settled();
  }

  _send(message) {
    this._line().send(message);
  }
}
