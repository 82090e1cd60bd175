// Groups of @snazzah/davey's members and Lavalier's, in every role, with live processes and a seed.
//
// usage: davey_groups.mjs PROGRAM [SEED]     PROGRAM: lavalier-group-members, the call and our half of its members

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import davey from '@snazzah/davey';

const kChannel = '1104000000000000002';
const kVersion = 1;
const kOpus = Buffer.from('fc0102030405060708090a0b0c0d0e0f', 'hex');
const kExecute = 22;
const kMost = 25;
const kEpochs = 50;

const program = process.argv[2];
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 32));

/** mulberry32: small, and the same everywhere. */
function randomOf(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

function check(condition, message) {
  if (!condition) throw new Error(message);
}

/** One of theirs, driven as @discordjs/voice drives it. */
class Theirs {
  constructor(id) {
    this.id = id;
    this.session = new davey.DAVESession(kVersion, id, kChannel);
    this.failures = [];
    this.silent = false;
  }

  say(op, content) {
    return Buffer.isBuffer(content) ? { user: this.id, op, hex: content.toString('hex') } : { user: this.id, op, d: content };
  }

  keyPackage() {
    return this.say(26, this.session.getSerializedKeyPackage());
  }

  startOver() {
    this.session.reinit(kVersion, this.id, kChannel);
    return this.keyPackage();
  }

  handle({ op, hex, d }, everybody) {
    const payload = hex === undefined ? undefined : Buffer.from(hex, 'hex');
    switch (op) {
      case 21:
        return d.transition_id === 0 ? [] : [this.say(23, { transition_id: d.transition_id })];
      case kExecute:
        return [];
      case 24:
        return [this.startOver()];
      case 25:
        this.session.setExternalSender(payload);
        return [];
      case 27: {
        const { commit, welcome } = this.session.processProposals(payload[0], payload.subarray(1), everybody);
        if (!commit || this.silent) return [];
        return [this.say(28, welcome ? Buffer.concat([commit, welcome]) : commit)];
      }
      case 29:
      case 30: {
        const transition = payload.readUInt16BE(0);
        try {
          if (op === 29) this.session.processCommit(payload.subarray(2));
          else this.session.processWelcome(payload.subarray(2));
        } catch (error) {
          this.failures.push(`op ${op}: ${error.message}`);
          return [this.say(31, { transition_id: transition }), this.startOver()];
        }
        return transition === 0 ? [] : [this.say(23, { transition_id: transition })];
      }
      default:
        throw new Error(`unexpected op ${op}`);
    }
  }
}

class Call {
  constructor(random) {
    this.random = random;
    this.process = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.theirs = new Map();
    this.ours = new Set();
    this.commits = { ours: 0, theirs: 0 };
    this.epoch = 0;
    this.nextId = 1105000000000000001n;
  }

  get size() {
    return this.theirs.size + this.ours.size;
  }

  get everybody() {
    return [...this.theirs.keys(), ...this.ours];
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  async ask(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
    const { value, done } = await this.lines.next();
    check(!done, 'lavalier-group-members ended');
    const answer = JSON.parse(value);
    check(!answer.error, answer.error);
    this.epoch = answer.epoch;
    this.commits = answer.commits;
    return answer;
  }

  /** One command, and then messages to and fro until nobody has any. */
  async act(command) {
    let { messages } = await this.ask(command);
    while (messages.length > 0) {
      const answers = [];
      for (const message of messages) {
        const member = this.theirs.get(message.user);
        if (member) answers.push(...member.handle(message, this.everybody));
      }
      if (answers.length === 0) break;
      ({ messages } = await this.ask({ do: 'receive', messages: answers }));
    }
  }

  async join(side, id = String(this.nextId++), settle = true) {
    if (side === 'ours') {
      this.ours.add(id);
      await this.act({ do: 'join', user: id, ours: true, settle });
      return id;
    }
    const member = new Theirs(id);
    member.silent = this.silentSide === 'theirs' || this.silentSide === 'both';
    this.theirs.set(id, member);
    // The key package answers op 4, which comes before anything else.
    const { messages } = await this.ask({ do: 'join', user: id, ours: false, settle: false });
    const answers = [member.keyPackage()];
    for (const message of messages) answers.push(...this.theirs.get(message.user).handle(message, this.everybody));
    await this.act({ do: 'receive', messages: answers, settle });
    return id;
  }

  async leave(id, settle = true) {
    this.theirs.delete(id);
    this.ours.delete(id);
    await this.act({ do: 'leave', user: id, settle });
  }

  /** Whose commits are lost on the way: ours, theirs, both or nobody's. */
  async silence(side) {
    this.silentSide = side;
    for (const member of this.theirs.values()) member.silent = side === 'theirs' || side === 'both';
    await this.act({ do: 'silence', silent: side === 'ours' || side === 'both' });
  }

  /** Everybody is in one epoch with the same roster and code, and hears everybody else. */
  async agree(what) {
    const { members } = await this.ask({ do: 'status' });
    const wanted = this.everybody.sort().join();
    const codes = new Set();
    for (const id of this.ours) {
      const member = members[id];
      check(member.epoch === this.epoch, `${what}: ours ${id} in epoch ${member.epoch} of ${this.epoch}`);
      check(member.users.sort().join() === wanted, `${what}: ours ${id} sees ${member.users}`);
      codes.add(member.code.replaceAll(' ', ''));
    }
    for (const [id, { session }] of this.theirs) {
      check(session.ready && Number(session.epoch) === this.epoch, `${what}: theirs ${id} in epoch ${session.epoch} of ${this.epoch}`);
      check(session.getUserIds().sort().join() === wanted, `${what}: theirs ${id} sees ${session.getUserIds()}`);
      codes.add(session.voicePrivacyCode.replaceAll(' ', ''));
    }
    check(codes.size === 1, `${what}: privacy codes ${[...codes]}`);
    await this.hearEachOther(what);
  }

  async hearEachOther(what) {
    const frames = {};
    for (const [id, { session }] of this.theirs) frames[id] = session.encryptOpus(kOpus).toString('hex');
    const { opened } = await this.ask({ do: 'open', frames });
    check(opened.length === this.ours.size * this.theirs.size, `${what}: ${opened.length} frames came back`);
    for (const [listener, speaker, hex] of opened)
      check(hex === kOpus.toString('hex'), `${what}: ours ${listener} cannot hear theirs ${speaker}`);
    const sealed = (await this.ask({ do: 'seal', hex: kOpus.toString('hex') })).frames;
    for (const [id, { session }] of this.theirs) {
      for (const [speaker, hex] of Object.entries(sealed)) {
        check(hex !== '', `${what}: ours ${speaker} has no key`);
        const plain = session.decrypt(speaker, davey.MediaType.AUDIO, Buffer.from(hex, 'hex'));
        check(plain.equals(kOpus), `${what}: theirs ${id} cannot hear ours ${speaker}`);
      }
    }
  }

  failures() {
    return [...this.theirs.values()].flatMap((member) => member.failures);
  }

  async end() {
    this.process.stdin.end();
    await once(this.process, 'exit');
  }
}

const other = { ours: 'theirs', theirs: 'ours' };

const scenarios = {
  async 'we join theirs, and they commit'(call) {
    await call.join('theirs');
    await call.join('theirs');
    await call.join('theirs');
    await call.silence('ours');
    await call.join('ours');
    await call.agree('joined');
    check(call.commits.ours === 0 && call.commits.theirs === 3, `commits: ${JSON.stringify(call.commits)}`);
    await call.join('theirs');
    await call.agree('we followed their commit');
  },

  async 'they join ours, and we commit'(call) {
    await call.join('ours');
    await call.join('ours');
    await call.join('ours');
    await call.silence('theirs');
    await call.join('theirs');
    await call.agree('joined');
    check(call.commits.theirs === 0 && call.commits.ours === 3, `commits: ${JSON.stringify(call.commits)}`);
    await call.join('ours');
    await call.agree('they followed our commit');
  },

  async 'either side removes and adds again'(call) {
    for (const side of ['ours', 'theirs', 'ours', 'theirs', 'ours', 'theirs']) await call.join(side);
    await call.agree('six');
    for (const committing of ['ours', 'theirs']) {
      await call.silence(other[committing]);
      for (const side of ['ours', 'theirs']) {
        const id = call.pick(side === 'ours' ? [...call.ours] : [...call.theirs.keys()]);
        const before = call.commits[committing];
        await call.leave(id);
        await call.agree(`${committing} removed one of ${side}`);
        await call.join(side, id);
        await call.agree(`${committing} added that one of ${side} again`);
        check(call.commits[committing] === before + 2, `${committing} did not commit`);
        const stays = call.pick(side === 'ours' ? [...call.ours] : [...call.theirs.keys()]);
        await call.act({ do: 'readmit', user: stays });
        await call.agree(`${committing} removed and added one of ${side} in one commit`);
        check(call.commits[committing] === before + 3, `${committing} did not commit both`);
      }
    }
  },

  async 'a proposal is revoked'(call) {
    for (const side of ['ours', 'theirs', 'theirs', 'ours', 'ours']) await call.join(side);
    for (const committing of ['ours', 'theirs']) {
      await call.silence('both');
      await call.leave(await call.join('theirs'));
      await call.agree('as if nobody had come');
      // Left over after the revoke: an Add, and in the next turn a Remove. davey 0.1.12 forgets the
      // Welcome when it commits an Add after a revoke, so that turn is ours.
      if (committing === 'ours') await call.join('ours');
      else await call.leave([...call.ours][0]);
      const left = await call.join('theirs');
      await call.silence(other[committing]);
      const before = call.commits[committing];
      await call.leave(left);
      await call.agree(`${committing} committed what was left`);
      check(call.commits[committing] === before + 1, `${committing} did not commit`);
    }
  },

  async 'several come and go in one commit'(call) {
    for (const side of ['theirs', 'ours', 'theirs', 'ours']) await call.join(side);
    for (const committing of ['ours', 'theirs']) {
      await call.silence(other[committing]);
      await call.leave([...call.ours][0], false);
      await call.leave([...call.theirs.keys()][0], false);
      for (const side of ['ours', 'theirs', 'ours']) await call.join(side, undefined, false);
      const before = call.epoch;
      await call.join('theirs');
      await call.agree(`${committing} changed six places`);
      check(call.epoch === before + 1, `${call.epoch - before} epochs`);
    }
  },

  async 'the last one begins anew'(call) {
    for (const last of ['ours', 'theirs']) {
      while (call.size > 0) await call.leave(call.everybody[0]);
      const stays = await call.join(last);
      const goes = await call.join(other[last]);
      await call.agree('two');
      await call.leave(goes);
      await call.join(other[last]);
      await call.agree(`${last} alone and then not`);
      check(call.everybody.includes(stays), 'stayed');
    }
  },

  async 'what is spoilt is recovered from'(call) {
    for (const side of ['theirs', 'ours', 'theirs', 'ours', 'theirs']) await call.join(side);
    for (const which of ['forged', 'commit', 'welcome']) {
      for (const side of ['ours', 'theirs']) {
        const victim = call.pick(side === 'ours' ? [...call.ours] : [...call.theirs.keys()]);
        await call.act({ do: 'spoil', which, victims: [victim] });
        if (which === 'commit') await call.leave(await call.join(other[side]));
        if (which === 'welcome') await call.act({ do: 'readmit', user: victim });
        await call.agree(`${side} after ${which}`);
      }
    }
    const theirFailures = call.failures().length;
    const { members } = await call.ask({ do: 'status' });
    const ourRecoveries = Object.values(members).reduce((sum, member) => sum + member.recoveries, 0);
    check(theirFailures === 3 && ourRecoveries === 3, `${theirFailures} and ${ourRecoveries} recoveries, not 3 and 3`);
    for (const member of call.theirs.values()) member.failures = [];
  },

  async 'verification codes agree'(call) {
    for (const side of ['theirs', 'ours', 'theirs']) await call.join(side);
    const [ours] = call.ours;
    for (const [id, { session }] of call.theirs) {
      const { code } = await call.ask({ do: 'code', of: ours, with: id });
      const theirCode = await session.getVerificationCode(ours);
      check(code.replaceAll(' ', '') === theirCode.replaceAll(' ', '') && code.length >= 45, `${code} and ${theirCode}`);
    }
  },

  async '2 to 25 members over 50 epochs'(call) {
    await call.join('ours');
    await call.join('theirs');
    await call.agree('two');
    let smallest = 2;
    let largest = 2;
    let growing = true;
    let changes = 0;
    for (let epochs = 0; epochs < kEpochs || largest < kMost; epochs++) {
      check(epochs < 4 * kEpochs, 'the call never filled up');
      await call.silence(call.pick(['nobody', 'ours', 'theirs']));
      growing = call.size <= 2 || (growing && call.size < kMost);
      const side = call.pick(['ours', 'theirs']);
      const members = side === 'ours' ? [...call.ours] : [...call.theirs.keys()];
      // Somebody of either side stays, so that whoever may commit can.
      if (call.size < kMost && (members.length < 2 || call.random() < (growing ? 0.85 : 0.15))) {
        await call.join(side);
      } else if (members.length > 1 && call.random() < 0.8) {
        await call.leave(call.pick(members));
      } else if (members.length > 1) {
        await call.act({ do: 'readmit', user: call.pick(members) });
      }
      changes++;
      smallest = Math.min(smallest, call.size);
      largest = Math.max(largest, call.size);
      await call.agree(`change ${changes}, ${call.size} members`);
    }
    check(call.commits.ours >= 5 && call.commits.theirs >= 5, `commits: ${JSON.stringify(call.commits)}`);
    console.log(`  ${changes} changes, ${smallest} to ${largest} members, commits ${JSON.stringify(call.commits)}`);
  },
};

console.log(`davey ${davey.VERSION}, seed ${seed}`);
let failed = 0;
for (const [index, [name, play]] of Object.entries(scenarios).entries()) {
  const call = new Call(randomOf(seed + index));
  const begun = performance.now();
  try {
    await play(call);
    const failures = call.failures();
    check(failures.length === 0, `theirs refused: ${failures}`);
    console.log(`ok: ${name} (${Math.round(performance.now() - begun)} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAIL: ${name}: ${error.stack ?? error}`);
  }
  await call.end();
}
process.exit(failed > 0 ? 1 : 0);
