// Unmodified discord.js bots that join a voice channel and play their own tone in spurts.
//
// First line of input, JSON:
//   {api, guild, channel, dave, stay, bots: [{name, token, hertz, dbfs, spurts: [[startMs, lengthMs], …], joinAt, leaveAt, rejoinAt, dave}]}
// Prints {"ready": true, "codes": [...]} once every bot without joinAt is in the channel, waits for one more line, plays and
// prints {"done": true, "codes": [...]}; with `stay` it remains in the channel for another line.

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
  NoSubscriberBehavior,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { Client, GatewayIntentBits } from 'discord.js';

const kRate = 48000;
const kPatience = 20_000;

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Signed 16-bit stereo, as StreamType.Raw wants it. */
function tone(hertz, dbfs, milliseconds) {
  const frames = (kRate * milliseconds) / 1000;
  const samples = new Int16Array(frames * 2);
  const amplitude = 32767 * 10 ** (dbfs / 20);
  for (let i = 0; i < frames; i++) {
    samples[2 * i] = samples[2 * i + 1] = Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / kRate));
  }
  return Buffer.from(samples.buffer);
}

function wantsDave(bot, setup) {
  return setup.dave && bot.dave !== false;
}

async function logIn(bot, setup) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: setup.api },
  });
  client.on('error', (error) => say({ error: `${bot.name}: ${error.message}` }));
  const ready = once(client, 'clientReady');
  await client.login(bot.token);
  await ready;
  // A player without a channel plays on: what is said while its bot is away is nobody's to hear.
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  player.on('error', (error) => say({ error: `${bot.name}: ${error.message}` }));
  // Made now: a tone, and loading its encoder, hold up the event loop and with it the players' clock.
  const resources = bot.spurts.map(([, length]) =>
    createAudioResource(Readable.from([tone(bot.hertz, bot.dbfs, length)]), { inputType: StreamType.Raw }),
  );
  return { bot, client, connection: null, player, resources };
}

async function join(call, setup) {
  const guild = await call.client.guilds.fetch(setup.guild);
  const connection = joinVoiceChannel({
    guildId: setup.guild,
    channelId: setup.channel,
    adapterCreator: guild.voiceAdapterCreator,
    selfDeaf: false,
    selfMute: false,
    group: call.bot.name,
    daveEncryption: wantsDave(call.bot, setup),
  });
  connection.on('error', (error) => say({ error: `${call.bot.name}: ${error.message}` }));
  await entersState(connection, VoiceConnectionStatus.Ready, kPatience);
  connection.subscribe(call.player);
  call.connection = connection;
}

function leave(call) {
  call.connection?.destroy();
  call.connection = null;
}

async function comeAndGo(call, setup, zero) {
  const until = (at) => sleep(Math.max(0, zero + at - performance.now()));
  const { joinAt, leaveAt, rejoinAt } = call.bot;
  if (joinAt !== undefined) {
    await until(joinAt);
    await join(call, setup);
  }
  if (leaveAt !== undefined) {
    await until(leaveAt);
    leave(call);
  }
  if (rejoinAt !== undefined) {
    await until(rejoinAt);
    await join(call, setup);
  }
}

function codesOf(calls) {
  return calls.map(({ connection }) => connection?.voicePrivacyCode ?? null);
}

/** One spurt at its time; the resource is made before, so that only the player's own clock decides. */
async function play({ bot, player, resources }, zero) {
  for (const [index, [start, length]] of bot.spurts.entries()) {
    await sleep(Math.max(0, zero + start - performance.now()));
    player.play(resources[index]);
    await entersState(player, AudioPlayerStatus.Playing, kPatience);
    await entersState(player, AudioPlayerStatus.Idle, length + kPatience);
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value);
const calls = await Promise.all(setup.bots.map((bot) => logIn(bot, setup)));
const present = calls.filter(({ bot }) => bot.joinAt === undefined);
await Promise.all(present.map((call) => join(call, setup)));
// Without a privacy code a bot would speak in the clear. One that is alone has nobody to share it with.
const encrypting = present.filter(({ bot }) => wantsDave(bot, setup));
if (encrypting.length > 1) {
  for (let waited = 0; encrypting.some(({ connection }) => !connection.voicePrivacyCode); waited += 50) {
    if (waited > kPatience) say({ error: 'the bots never became members of an encrypted call' });
    await sleep(50);
  }
}
say({ ready: true, codes: codesOf(calls) });
await lines.next();
const zero = performance.now() + 300;
await Promise.all(calls.flatMap((call) => [play(call, zero), comeAndGo(call, setup, zero)]));
await sleep(500);
if (setup.stay) {
  say({ done: true, codes: codesOf(calls) });
  await lines.next();
}
for (const call of calls) {
  leave(call);
  await call.client.destroy();
}
if (!setup.stay) say({ done: true });
process.exit(0);
