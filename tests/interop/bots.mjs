// Unmodified discord.js bots that join a voice channel and play their own tone in spurts.
//
// First line of input, JSON:  {api, guild, channel, dave, bots: [{name, token, hertz, dbfs, spurts: [[startMs, lengthMs], …]}]}
// Prints {"ready": true, "codes": [...]} once every bot is in the channel, waits for one more line, plays, prints {"done": true}.

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

async function join(bot, setup) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: setup.api },
  });
  client.on('error', (error) => say({ error: `${bot.name}: ${error.message}` }));
  const ready = once(client, 'clientReady');
  await client.login(bot.token);
  await ready;
  const guild = await client.guilds.fetch(setup.guild);
  const connection = joinVoiceChannel({
    guildId: setup.guild,
    channelId: setup.channel,
    adapterCreator: guild.voiceAdapterCreator,
    selfDeaf: false,
    selfMute: false,
    group: bot.name,
    daveEncryption: setup.dave,
  });
  connection.on('error', (error) => say({ error: `${bot.name}: ${error.message}` }));
  await entersState(connection, VoiceConnectionStatus.Ready, kPatience);
  const player = createAudioPlayer();
  player.on('error', (error) => say({ error: `${bot.name}: ${error.message}` }));
  connection.subscribe(player);
  // Made now: making a tone holds up the event loop, and with it the players' clock.
  const tones = bot.spurts.map(([, length]) => tone(bot.hertz, bot.dbfs, length));
  return { bot, client, connection, player, tones };
}

/** One spurt at its time; the resource is made before, so that only the player's own clock decides. */
async function play({ bot, player, tones }, zero) {
  for (const [index, [start, length]] of bot.spurts.entries()) {
    const resource = createAudioResource(Readable.from([tones[index]]), {
      inputType: StreamType.Raw,
    });
    await sleep(Math.max(0, zero + start - performance.now()));
    player.play(resource);
    await entersState(player, AudioPlayerStatus.Playing, kPatience);
    await entersState(player, AudioPlayerStatus.Idle, length + kPatience);
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value);
const calls = await Promise.all(setup.bots.map((bot) => join(bot, setup)));
// Without a privacy code a bot would speak in the clear.
if (setup.dave) {
  for (let waited = 0; calls.some(({ connection }) => !connection.voicePrivacyCode); waited += 50) {
    if (waited > kPatience) say({ error: 'the bots never became members of an encrypted call' });
    await sleep(50);
  }
}
say({ ready: true, codes: calls.map(({ connection }) => connection.voicePrivacyCode ?? null) });
await lines.next();
const zero = performance.now() + 300;
await Promise.all(calls.map((call) => play(call, zero)));
await sleep(500);
for (const { connection, client } of calls) {
  connection.destroy();
  await client.destroy();
}
say({ done: true });
process.exit(0);
