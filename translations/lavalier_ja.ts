<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>Announcements</name>
    <message>
        <source>Recording goes on.</source>
        <translation>録音を再開しました。</translation>
    </message>
    <message>
        <source>Recording has started.</source>
        <translation>録音を開始しました。</translation>
    </message>
    <message>
        <source>Recording is paused.</source>
        <translation>録音を一時停止しました。</translation>
    </message>
    <message>
        <source>Recording has ended.</source>
        <translation>録音が終わりました。</translation>
    </message>
    <message>
        <source>You have left the call.</source>
        <translation>通話から退出しました。</translation>
    </message>
    <message>
        <source>The connection to the call is back.</source>
        <translation>通話への接続が回復しました。</translation>
    </message>
    <message>
        <source>You are in the call %1.</source>
        <translation>通話 %1 に参加しています。</translation>
    </message>
    <message>
        <source>%1 is not missing from the recording any more.</source>
        <translation>%1 は再び録音されています。</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n 件の録音</numerusform>
        </translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>録音されていません: %1</translation>
    </message>
</context>
<context>
    <name>Confinement</name>
    <message>
        <source>Confinement: none. On this system, or in this build, decoder and ffmpeg run with the rights of your account.</source>
        <translation>隔離: なし。このシステムまたはビルドでは、デコーダーとffmpegはあなたのアカウントの権限で動きます。</translation>
    </message>
    <message>
        <source>system calls filtered (the decoder has no network, files or processes, ffmpeg no network)</source>
        <translation>システムコールを制限（デコーダーはネットワーク・ファイル・プロセスなし、ffmpegはネットワークなし）</translation>
    </message>
    <message>
        <source>files closed by Landlock %1 (the decoder opens none, ffmpeg reads its input and writes its folder)</source>
        <translation>Landlock %1 でファイルを制限（デコーダーは開けず、ffmpegは入力を読み自分のフォルダーに書くだけ）</translation>
    </message>
    <message>
        <source>ffmpeg may open the files of your account, as this kernel has no Landlock</source>
        <translation>このカーネルにLandlockがないため、ffmpegはあなたのアカウントのファイルを開けます</translation>
    </message>
    <message>
        <source>Confinement: %1.</source>
        <translation>隔離: %1。</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>room for weeks</source>
        <translation>残り数週間分</translation>
    </message>
    <message>
        <source>room for %1 h</source>
        <translation>残り %1 時間分</translation>
    </message>
    <message>
        <source>room for %1 min</source>
        <translation>残り %1 分分</translation>
    </message>
</context>
<context>
    <name>EncryptionWords</name>
    <message>
        <source>Connecting …</source>
        <translation>接続中 …</translation>
    </message>
    <message>
        <source>Stage: not end-to-end encrypted</source>
        <translation>ステージ: エンドツーエンド暗号化なし</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>エンドツーエンド暗号化なし</translation>
    </message>
    <message>
        <source>Joining the encrypted call …</source>
        <translation>暗号化通話に参加中 …</translation>
    </message>
    <message>
        <source>End-to-end encrypted</source>
        <translation>エンドツーエンド暗号化</translation>
    </message>
    <message>
        <source>Recovering the encryption …</source>
        <translation>暗号化を復旧中 …</translation>
    </message>
    <message>
        <source>Asking how the call is protected</source>
        <translation>通話の保護方法を確認しています</translation>
    </message>
    <message>
        <source>Protected on the way to Discord only</source>
        <translation>Discordまでの経路だけが保護されています</translation>
    </message>
    <message>
        <source>Waiting for the group&apos;s keys</source>
        <translation>グループの鍵を待っています</translation>
    </message>
    <message>
        <source>Asking the group for new keys</source>
        <translation>グループに新しい鍵を求めています</translation>
    </message>
    <message>
        <source>Lavalier is still being told how this call is protected.</source>
        <translation>この通話がどう保護されているか、Lavalierはまだ知らされていません。</translation>
    </message>
    <message>
        <source>Stages are open by design: Discord protects the audio on its way, but can hear it. Recording works as always.</source>
        <translation>ステージはもともと公開の場です。音声は経路上では保護されますが、Discordは聞くことができます。録音はいつもどおり行えます。</translation>
    </message>
    <message>
        <source>Discord protects the audio on its way, but can hear it. Usually somebody&apos;s program cannot do end-to-end encryption. Recording works as always.</source>
        <translation>音声は経路上では保護されますが、Discordは聞くことができます。たいていは、参加者の誰かのプログラムがエンドツーエンド暗号化に対応していません。録音はいつもどおり行えます。</translation>
    </message>
    <message>
        <source>The people in the call are handing Lavalier their keys. What is heard meanwhile is kept for ten seconds and decrypted once they are here.</source>
        <translation>参加者がLavalierに鍵を渡しています。その間に届いた音声は10秒間保持され、鍵が届きしだい復号されます。</translation>
    </message>
    <message>
        <source>Only the people in the call can hear it. If everybody reads the same six groups on their screen, nobody stands in between.</source>
        <translation>通話の参加者だけが聞くことができます。全員の画面に同じ6組の数字が出ていれば、間に入っている者はいません。</translation>
    </message>
    <message>
        <source>The keys did not fit any more, so Lavalier has asked to be let in anew. What is heard meanwhile is kept for ten seconds and decrypted once the new keys are here.</source>
        <translation>鍵が合わなくなったため、Lavalierは入り直しを求めました。その間に届いた音声は10秒間保持され、新しい鍵が届きしだい復号されます。</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>エポック %1</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message numerus="yes">
        <source>%n file(s) of this recording are not here or cannot be read; what they hold is missing in the tracks.</source>
        <translation>
            <numerusform>この録音のファイル %n 個がここにないか、読み取れません。その内容はトラックから欠けています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) could not be decoded and are missing.</source>
        <translation>
            <numerusform>%n 個のパケットをデコードできず、欠けています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) found no room in the Opus file.</source>
        <translation>
            <numerusform>%n 個のパケットは Opus ファイルに収まりませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be decrypted.</source>
        <translation>%1 分を復号できませんでした。</translation>
    </message>
    <message>
        <source>%1 did not reach the disk.</source>
        <translation>%1 分がディスクに届きませんでした。</translation>
    </message>
    <message>
        <source>Cut off from the call for %1.</source>
        <translation>%1 の間、通話から切断されていました。</translation>
    </message>
    <message>
        <source>At most %1 dropped by this computer, which was too busy, and filled in.</source>
        <translation>最大で %1 分をこのコンピューターが過負荷のため取りこぼし、補いました。</translation>
    </message>
    <message>
        <source>%1 lost on the network and filled in.</source>
        <translation>ネットワークで失われた %1 分を補いました。</translation>
    </message>
    <message>
        <source>All tracks in step within %1 ms.</source>
        <translation>すべてのトラックのずれは %1 ms 以内です。</translation>
    </message>
    <message>
        <source>%1 could not be read: the recording’s file is damaged there.</source>
        <translation>%1 を読み取れませんでした。録音ファイルのその部分が壊れています。</translation>
    </message>
    <message>
        <source>There is more in this recording, behind a damage of its log: recover it, then export the copy.</source>
        <translation>この録音には、ログの破損箇所より後ろにもデータがあります。復元してから、そのコピーを書き出してください。</translation>
    </message>
</context>
<context>
    <name>FolderText</name>
    <message>
        <source>Nothing can be written there: choose another folder, or make room and allow writing in this one.</source>
        <translation>そこには書き込めません。別のフォルダーを選ぶか、空きを作って書き込みを許可してください。</translation>
    </message>
    <message>
        <source>There is a file of this name: choose another folder.</source>
        <translation>この名前のファイルがあります。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Its disk does not answer: choose a folder on another disk, or see whether this one is connected.</source>
        <translation>このディスクは応答しません。別のディスクのフォルダーを選ぶか、接続を確かめてください。</translation>
    </message>
    <message>
        <source>Not used: give the whole path, beginning with %1.</source>
        <translation>使われません。%1 で始まる完全なパスを入力してください。</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>Forget a person</source>
        <translation>人を消去</translation>
    </message>
    <message>
        <source>Takes everything this person said in %1 out of the recording, with their name, for good. This cannot be undone. Exported files stay as they are.</source>
        <translation>%1 でこの人が話したことすべてと名前を、録音から完全に取り除きます。元に戻せません。書き出したファイルはそのまま残ります。</translation>
    </message>
    <message>
        <source>Person to forget</source>
        <translation>消去する人</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>消去</translation>
    </message>
</context>
<context>
    <name>LossText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>lost, restored from the next packet</source>
        <translation>欠落、次のパケットから復元</translation>
    </message>
    <message>
        <source>lost, concealed</source>
        <translation>欠落、補間</translation>
    </message>
    <message>
        <source>lost, silence</source>
        <translation>欠落、無音</translation>
    </message>
    <message>
        <source>this computer was too busy</source>
        <translation>このコンピューターが過負荷</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>遅すぎて到着</translation>
    </message>
    <message>
        <source>not decrypted</source>
        <translation>復号できず</translation>
    </message>
    <message>
        <source>could not be decoded</source>
        <translation>デコードできません</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>書き込めず</translation>
    </message>
    <message>
        <source>cut off from the call</source>
        <translation>通話から切断</translation>
    </message>
    <message>
        <source>spoke on a newer connection</source>
        <translation>新しい接続で発言</translation>
    </message>
    <message>
        <source>recording paused</source>
        <translation>録音を一時停止</translation>
    </message>
    <message>
        <source>not to be recorded</source>
        <translation>録音対象外</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n パケット</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nothing is missing</source>
        <translation>欠落なし</translation>
    </message>
    <message>
        <source>waiting for a key or for the disk</source>
        <translation>鍵またはディスクを待機中</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) lost on the network</source>
        <translation>
            <numerusform>%n パケットがネットワークで欠落</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not decrypted</source>
        <translation>
            <numerusform>%n パケット復号できず</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) not written</source>
        <translation>
            <numerusform>%n パケット書き込めず</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>In the last two minutes: %1</source>
        <translation>直近2分間: %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最大 %1</translation>
    </message>
    <message numerus="yes">
        <source>at most %n packet(s)</source>
        <translation>
            <numerusform>最大 %n パケット</numerusform>
        </translation>
    </message>
    <message>
        <source>the file is damaged here</source>
        <translation>ここでファイルが壊れています</translation>
    </message>
</context>
<context>
    <name>MarkerText</name>
    <message>
        <source>marker</source>
        <translation>マーカー</translation>
    </message>
</context>
<context>
    <name>PresetText</name>
    <message>
        <source>For an audio program</source>
        <translation>音声編集ソフト用</translation>
    </message>
    <message>
        <source>Podcast</source>
        <translation>ポッドキャスト</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>For sharing</source>
        <translation>共有用</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Everything heard until then is saved in %1.</source>
        <translation>それまでに聞こえたものはすべて %1 に保存されています。</translation>
    </message>
    <message>
        <source>Lavalier left the call.</source>
        <translation>Lavalierは通話から退出しました。</translation>
    </message>
    <message>
        <source>The bot was disconnected from the channel.</source>
        <translation>ボットがチャンネルから切断されました。</translation>
    </message>
    <message>
        <source>A moderator can let it in again; then join once more.</source>
        <translation>モデレーターが再び入れるようにできます。そのあともう一度参加してください。</translation>
    </message>
    <message>
        <source>The call ended, or the channel was deleted.</source>
        <translation>通話が終了したか、チャンネルが削除されました。</translation>
    </message>
    <message>
        <source>Choose a channel and join again.</source>
        <translation>チャンネルを選んで、もう一度参加してください。</translation>
    </message>
    <message>
        <source>Discord did not accept this version&apos;s end-to-end encryption.</source>
        <translation>Discordはこのバージョンのエンドツーエンド暗号化を受け入れませんでした。</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier. Stage channels are not end-to-end encrypted and can be recorded meanwhile.</source>
        <translation>Lavalierの新しいバージョンをインストールしてください。ステージチャンネルはエンドツーエンド暗号化されないため、その間も録音できます。</translation>
    </message>
    <message>
        <source>Discord asked the bot to stop connecting to voice for a while.</source>
        <translation>Discordは、しばらくボイスに接続しないようボットに求めました。</translation>
    </message>
    <message>
        <source>Wait a few minutes, then join again.</source>
        <translation>数分待ってから、もう一度参加してください。</translation>
    </message>
    <message>
        <source>The voice server refused the bot&apos;s session again and again.</source>
        <translation>ボイスサーバーがボットのセッションを繰り返し拒否しました。</translation>
    </message>
    <message>
        <source>Leave, wait a minute and join again.</source>
        <translation>退出して1分待ち、もう一度参加してください。</translation>
    </message>
    <message>
        <source>Lavalier and the voice server did not understand each other.</source>
        <translation>Lavalierとボイスサーバーの間で通信が成り立ちませんでした。</translation>
    </message>
    <message>
        <source>Join again. If it happens again, please report it.</source>
        <translation>もう一度参加してください。再び起きたら報告してください。</translation>
    </message>
    <message>
        <source>The voice server cannot be reached.</source>
        <translation>ボイスサーバーに接続できません。</translation>
    </message>
    <message>
        <source>Check the network, then join again.</source>
        <translation>ネットワークを確認し、もう一度参加してください。</translation>
    </message>
    <message>
        <source>No audio can come through: UDP to the voice server is blocked.</source>
        <translation>音声が届きません。ボイスサーバーへのUDPが遮断されています。</translation>
    </message>
    <message>
        <source>Check the firewall and VPN; voice needs outgoing UDP.</source>
        <translation>ファイアウォールとVPNを確認してください。音声には外向きのUDPが必要です。</translation>
    </message>
    <message>
        <source>The voice server offers no encryption that Lavalier knows.</source>
        <translation>ボイスサーバーは、Lavalierが知る暗号方式を提供していません。</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier.</source>
        <translation>Lavalierの新しいバージョンをインストールしてください。</translation>
    </message>
    <message>
        <source>Discord did not answer the request to join.</source>
        <translation>Discordは参加の要求に応答しませんでした。</translation>
    </message>
    <message>
        <source>The channel may be full or closed to the bot. Check View Channel and Connect, then try again.</source>
        <translation>チャンネルが満員か、ボットに閉じられている可能性があります。「チャンネルを見る」と「接続」の権限を確認し、もう一度試してください。</translation>
    </message>
    <message>
        <source>Discord named a voice server outside Discord.</source>
        <translation>DiscordがDiscord外のボイスサーバーを指定しました。</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check proxies and DNS, then join again.</source>
        <translation>そこへは何も送っていません。プロキシとDNSを確認し、もう一度参加してください。</translation>
    </message>
    <message>
        <source>Everything else is being recorded.</source>
        <translation>ほかはすべて録音されています。</translation>
    </message>
    <message>
        <source>Audio of an unknown speaker cannot be assigned: %1 packets.</source>
        <translation>話者不明の音声を割り当てられません: %1 パケット</translation>
    </message>
    <message>
        <source>Discord did not say whose audio it is. If somebody&apos;s lane stays empty, let that person leave the channel and come back.</source>
        <translation>誰の音声かをDiscordが知らせませんでした。誰かのレーンが空のままなら、その人に一度退出して入り直してもらってください。</translation>
    </message>
    <message>
        <source>%1 packets of audio could not be decrypted.</source>
        <translation>音声の %1 パケットを復号できませんでした。</translation>
    </message>
    <message>
        <source>If it goes on, leave the channel and join again.</source>
        <translation>続くようなら、チャンネルを退出してもう一度参加してください。</translation>
    </message>
    <message>
        <source>This computer dropped %1 packets of audio.</source>
        <translation>このコンピューターが音声の %1 パケットを取りこぼしました。</translation>
    </message>
    <message>
        <source>It is too busy to keep up. Close other programs.</source>
        <translation>忙しすぎて追いつけません。ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>%1 packets of audio fit into no speaker&apos;s stream.</source>
        <translation>音声の %1 パケットがどの話者のストリームにも合いません。</translation>
    </message>
    <message>
        <source>A few are harmless. If it goes on, leave the channel and join again.</source>
        <translation>少しなら問題ありません。続くようなら、チャンネルを退出してもう一度参加してください。</translation>
    </message>
    <message>
        <source>The bot is deafened in this server, so Discord sends it no audio.</source>
        <translation>ボットはこのサーバーでスピーカーミュートされているため、Discordは音声を送りません。</translation>
    </message>
    <message>
        <source>What was heard until now is safe. The recording goes on, in silence.</source>
        <translation>これまでに聞こえたものは安全です。録音は無音のまま続きます。</translation>
    </message>
    <message>
        <source>A moderator can end it: right-click the bot in the channel, Server Deafen.</source>
        <translation>モデレーターが解除できます。チャンネルのボットを右クリックし「サーバースピーカーミュート」を選びます。</translation>
    </message>
    <message>
        <source>The connection to the voice server was lost; Lavalier is reconnecting.</source>
        <translation>ボイスサーバーとの接続が失われました。Lavalierは再接続しています。</translation>
    </message>
    <message>
        <source>What was heard until now is safe. A recording goes on; the gap is noted in it.</source>
        <translation>これまでに聞こえたものは安全です。録音は続き、途切れた区間は記録されます。</translation>
    </message>
    <message>
        <source>Check the network if it takes more than a few seconds.</source>
        <translation>数秒以上かかるようなら、ネットワークを確認してください。</translation>
    </message>
    <message>
        <source>%1 is talking, but the audio cannot be decrypted.</source>
        <translation>%1 が話していますが、音声を復号できません。</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. The last ten seconds are kept, in case the key comes.</source>
        <translation>ほかの全員は聞こえ、録音されています。鍵が届く場合に備え、直近の10秒間を保持しています。</translation>
    </message>
    <message>
        <source>Lavalier asks for new keys by itself. If this stays, let %1 leave the channel and come back.</source>
        <translation>Lavalierは自動で新しい鍵を求めます。直らなければ、%1 に一度退出して入り直してもらってください。</translation>
    </message>
    <message>
        <source>Discord did not let the bot move to %1.</source>
        <translation>Discordはボットの %1 への移動を許可しませんでした。</translation>
    </message>
    <message>
        <source>The bot is still where it was; a recording goes on.</source>
        <translation>ボットは元の場所のままです。録音は続いています。</translation>
    </message>
    <message>
        <source>The file was not touched.</source>
        <translation>ファイルには触れていません。</translation>
    </message>
    <message>
        <source>There is no such recording.</source>
        <translation>その録音はありません。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>パスを確認してください。</translation>
    </message>
    <message>
        <source>This file is not a recording of Lavalier.</source>
        <translation>このファイルはLavalierの録音ではありません。</translation>
    </message>
    <message>
        <source>Choose a recording; their names end in .lavalier.</source>
        <translation>録音ファイルを選んでください。名前は .lavalier で終わります。</translation>
    </message>
    <message>
        <source>The recording is in use.</source>
        <translation>録音は使用中です。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>少し待ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The recording cannot be read.</source>
        <translation>録音を読み取れません。</translation>
    </message>
    <message>
        <source>Run: lavalier recover FILE</source>
        <translation>実行: lavalier recover FILE</translation>
    </message>
    <message>
        <source>The recording itself is untouched; finished tracks were kept.</source>
        <translation>録音そのものは無事です。完成したトラックは残してあります。</translation>
    </message>
    <message>
        <source>Nobody spoke in this recording, so there is no track to save.</source>
        <translation>この録音では誰も話していないため、保存するトラックがありません。</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>何もする必要はありません。</translation>
    </message>
    <message>
        <source>Nobody with the id %1 is in this recording.</source>
        <translation>ID %1 の人はこの録音にいません。</translation>
    </message>
    <message>
        <source>Run: lavalier inspect FILE, which lists all speakers.</source>
        <translation>実行: lavalier inspect FILE（すべての話者を一覧表示します）</translation>
    </message>
    <message>
        <source>The tracks cannot be written to that folder.</source>
        <translation>そのフォルダーにはトラックを書き込めません。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクがいっぱいです。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder or MP3.</source>
        <translation>空きを作るか、別のフォルダーまたはMP3を選んでください。</translation>
    </message>
    <message>
        <source>ffmpeg could not make the track of %1.</source>
        <translation>ffmpegは %1 のトラックを作れませんでした。</translation>
    </message>
    <message>
        <source>Try again or export WAV; ffmpeg&apos;s own words are in the details.</source>
        <translation>もう一度試すか、WAVで書き出してください。ffmpegのメッセージは詳細にあります。</translation>
    </message>
    <message>
        <source>ffmpeg stopped taking audio for 15 seconds.</source>
        <translation>ffmpegが15秒間、音声を受け付けませんでした。</translation>
    </message>
    <message>
        <source>It was ended. Try again, or export WAV.</source>
        <translation>終了させました。もう一度試すか、WAVで書き出してください。</translation>
    </message>
    <message>
        <source>lavalier-decode is missing beside lavalier.</source>
        <translation>lavalierと同じ場所に lavalier-decode がありません。</translation>
    </message>
    <message>
        <source>Install Lavalier again.</source>
        <translation>Lavalierをインストールし直してください。</translation>
    </message>
    <message>
        <source>The decoder failed on the track of %1.</source>
        <translation>%1 のトラックでデコーダーが失敗しました。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it.</source>
        <translation>もう一度試してください。再び起きたら報告してください。</translation>
    </message>
    <message>
        <source>The finished track of %1 did not hold what it should.</source>
        <translation>完成した %1 のトラックの内容が正しくありませんでした。</translation>
    </message>
    <message>
        <source>It was not kept. Try again, or export WAV.</source>
        <translation>残していません。もう一度試すか、WAVで書き出してください。</translation>
    </message>
    <message>
        <source>Recording is not affected; only the meters stand still.</source>
        <translation>録音に影響はありません。メーターが止まるだけです。</translation>
    </message>
    <message>
        <source>Install Lavalier again to get meters and exports.</source>
        <translation>メーターと書き出しを使うには、Lavalierをインストールし直してください。</translation>
    </message>
    <message>
        <source>lavalier-decode belongs to another version.</source>
        <translation>lavalier-decode は別のバージョンのものです。</translation>
    </message>
    <message>
        <source>Install Lavalier again so that both are of one version.</source>
        <translation>両方が同じバージョンになるよう、Lavalierをインストールし直してください。</translation>
    </message>
    <message>
        <source>The decoder keeps crashing.</source>
        <translation>デコーダーがクラッシュを繰り返しています。</translation>
    </message>
    <message>
        <source>Lavalier keeps restarting it. Please report this.</source>
        <translation>Lavalierが再起動を続けています。報告してください。</translation>
    </message>
    <message>
        <source>Discord does not accept the bot token.</source>
        <translation>Discordがボットのトークンを受け付けません。</translation>
    </message>
    <message>
        <source>Copy the token again from the Discord developer portal (Bot, Reset Token) and enter it in Settings or LAVALIER_TOKEN.</source>
        <translation>Discordの開発者ポータル（Bot → Reset Token）からトークンをコピーし直し、設定または LAVALIER_TOKEN に入れてください。</translation>
    </message>
    <message>
        <source>Discord refused what this bot asked to be told.</source>
        <translation>このボットが求めた情報をDiscordが拒否しました。</translation>
    </message>
    <message>
        <source>Lavalier needs no privileged intents. Check in the developer portal that the application is a bot and not disabled.</source>
        <translation>Lavalierに特権インテントは不要です。アプリケーションがボットで、無効化されていないことを開発者ポータルで確認してください。</translation>
    </message>
    <message>
        <source>This bot is in too many servers for one connection.</source>
        <translation>このボットは、1つの接続には多すぎる数のサーバーに参加しています。</translation>
    </message>
    <message>
        <source>Use a bot of its own for recording, invited only where you record.</source>
        <translation>録音専用のボットを使い、録音する場所にだけ招待してください。</translation>
    </message>
    <message>
        <source>Discord no longer speaks this version&apos;s language.</source>
        <translation>Discordはこのバージョンの通信方式に対応しなくなりました。</translation>
    </message>
    <message>
        <source>Discord named an address outside Discord.</source>
        <translation>DiscordがDiscord外のアドレスを指定しました。</translation>
    </message>
    <message>
        <source>Nothing was sent there, the token least of all.</source>
        <translation>そこへは何も送っていません。もちろんトークンもです。</translation>
    </message>
    <message>
        <source>Check --api-base, proxies and DNS, then try again.</source>
        <translation>--api-base、プロキシ、DNSを確認し、もう一度試してください。</translation>
    </message>
    <message>
        <source>The connection to Discord could not be proven secure.</source>
        <translation>Discordへの接続が安全であると確認できませんでした。</translation>
    </message>
    <message>
        <source>The token was not sent.</source>
        <translation>トークンは送っていません。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date and time, and proxies or filters that open encrypted connections.</source>
        <translation>このコンピューターの日付と時刻、そして暗号化接続を開くプロキシやフィルターを確認してください。</translation>
    </message>
    <message>
        <source>Discord refused the login.</source>
        <translation>Discordがログインを拒否しました。</translation>
    </message>
    <message>
        <source>Wait a few minutes and try again. If it stays, reset the token.</source>
        <translation>数分待ってもう一度試してください。直らなければトークンをリセットしてください。</translation>
    </message>
    <message>
        <source>Something that is not Discord answered.</source>
        <translation>Discordではないものが応答しました。</translation>
    </message>
    <message>
        <source>A login page of the network or a proxy may stand in between. Lavalier keeps trying.</source>
        <translation>ネットワークのログインページやプロキシが間にあるかもしれません。Lavalierは試行を続けます。</translation>
    </message>
    <message>
        <source>This bot has logged in too often.</source>
        <translation>このボットはログインの回数が多すぎます。</translation>
    </message>
    <message>
        <source>Lavalier waits until Discord allows the next login.</source>
        <translation>Discordが次のログインを許可するまでLavalierは待ちます。</translation>
    </message>
    <message>
        <source>Discord asked to slow down.</source>
        <translation>Discordが速度を落とすよう求めました。</translation>
    </message>
    <message>
        <source>Lavalier waits as long as Discord asks.</source>
        <translation>Discordが求める間、Lavalierは待ちます。</translation>
    </message>
    <message>
        <source>Discord cannot be reached.</source>
        <translation>Discordに接続できません。</translation>
    </message>
    <message>
        <source>A running call and its recording go on as long as the voice server answers.</source>
        <translation>ボイスサーバーが応答するかぎり、通話と録音は続きます。</translation>
    </message>
    <message>
        <source>The recording&apos;s last words may be missing.</source>
        <translation>録音の最後の言葉が欠けているかもしれません。</translation>
    </message>
    <message>
        <source>Everything before them is in the file.</source>
        <translation>それより前はすべてファイルにあります。</translation>
    </message>
    <message>
        <source>This computer was too busy to hand over the end. Close other programs before you record again.</source>
        <translation>このコンピューターは過負荷で最後を渡せませんでした。次に録音する前に他のプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Check the network, then run the command again.</source>
        <translation>ネットワークを確認してから、もう一度コマンドを実行してください。</translation>
    </message>
    <message>
        <source>Check the network. Lavalier keeps trying.</source>
        <translation>ネットワークを確認してください。Lavalierは試行を続けます。</translation>
    </message>
    <message>
        <source>The bot is not in that server.</source>
        <translation>ボットはそのサーバーに参加していません。</translation>
    </message>
    <message>
        <source>Invite it with the link from the README, or check the server id.</source>
        <translation>READMEのリンクで招待するか、サーバーIDを確認してください。</translation>
    </message>
    <message>
        <source>That server is not available at the moment.</source>
        <translation>そのサーバーは現在利用できません。</translation>
    </message>
    <message>
        <source>Discord reports an outage. Try again in a while.</source>
        <translation>Discordが障害を報告しています。しばらくしてからもう一度試してください。</translation>
    </message>
    <message>
        <source>There is no channel %1 that the bot knows.</source>
        <translation>ボットが知るチャンネルに %1 はありません。</translation>
    </message>
    <message>
        <source>Check the channel id, and that the bot may see the channel (lavalier channels lists them).</source>
        <translation>チャンネルIDと、ボットがそのチャンネルを見られるかを確認してください（lavalier channels で一覧できます）。</translation>
    </message>
    <message>
        <source>%1 is not a voice channel.</source>
        <translation>%1 はボイスチャンネルではありません。</translation>
    </message>
    <message>
        <source>Choose a voice or stage channel.</source>
        <translation>ボイスチャンネルかステージチャンネルを選んでください。</translation>
    </message>
    <message>
        <source>The bot is timed out in this server.</source>
        <translation>ボットはこのサーバーでタイムアウト中です。</translation>
    </message>
    <message>
        <source>A moderator can end the time-out.</source>
        <translation>モデレーターがタイムアウトを解除できます。</translation>
    </message>
    <message>
        <source>The bot may not see %1.</source>
        <translation>ボットには %1 を見る権限がありません。</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel.</source>
        <translation>そのチャンネルで、ボットのロールに「チャンネルを見る」と「接続」を与えてください。</translation>
    </message>
    <message>
        <source>The bot may not connect to %1.</source>
        <translation>ボットには %1 に接続する権限がありません。</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role Connect in that channel.</source>
        <translation>そのチャンネルで、ボットのロールに「接続」を与えてください。</translation>
    </message>
    <message>
        <source>%1 is full.</source>
        <translation>%1 は満員です。</translation>
    </message>
    <message>
        <source>Wait for a free place, raise the channel&apos;s user limit, or give the bot Move Members.</source>
        <translation>空きを待つか、人数の上限を上げるか、ボットに「メンバーを移動」を与えてください。</translation>
    </message>
    <message>
        <source>What is written stays. New audio is held in memory for up to a minute and written as soon as it can be.</source>
        <translation>書き込まれたものは残ります。新しい音声は最大1分間メモリーに保持され、できしだい書き込まれます。</translation>
    </message>
    <message>
        <source>The recording is stopped, but not yet whole: what was said last is held in memory and tried again until it is written.</source>
        <translation>録音は停止しましたが、まだ完全ではありません。最後の発言はメモリーにあり、書き込めるまで試行を続けます。</translation>
    </message>
    <message>
        <source>What was written before can be played and exported.</source>
        <translation>それまでに書き込まれたものは再生も書き出しもできます。</translation>
    </message>
    <message>
        <source>The recording is as it was.</source>
        <translation>録音は元のままです。</translation>
    </message>
    <message>
        <source>%1 Or choose another folder.</source>
        <translation>%1 または別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>%1 Then record again.</source>
        <translation>%1 そのあともう一度録音してください。</translation>
    </message>
    <message>
        <source>%1 Then try again.</source>
        <translation>%1 そのあともう一度試してください。</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be written to.</source>
        <translation>録音フォルダー %1 に書き込めません。</translation>
    </message>
    <message>
        <source>Choose another folder in Settings.</source>
        <translation>設定で別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The recording file cannot be opened in %1.</source>
        <translation>%1 で録音ファイルを開けません。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>ファイル %1 はありません。</translation>
    </message>
    <message>
        <source>%1 is not a recording of Lavalier.</source>
        <translation>%1 はLavalierの録音ではありません。</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Lavalier.</source>
        <translation>%1 は新しいバージョンのLavalierで作られました。</translation>
    </message>
    <message>
        <source>It can be read and exported, but not changed. Install a newer version.</source>
        <translation>読み取りと書き出しはできますが、変更はできません。新しいバージョンをインストールしてください。</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 は破損しています。</translation>
    </message>
    <message>
        <source>Keep a copy; what is readable can still be exported.</source>
        <translation>コピーを残してください。読み取れる部分は書き出せます。</translation>
    </message>
    <message>
        <source>Free some space now: recording goes on by itself.</source>
        <translation>今すぐ空きを作ってください。録音は自動で続きます。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>空きを作ってください。</translation>
    </message>
    <message>
        <source>The recordings folder has become read-only.</source>
        <translation>録音フォルダーが読み取り専用になりました。</translation>
    </message>
    <message>
        <source>%1 is read-only.</source>
        <translation>%1 は読み取り専用です。</translation>
    </message>
    <message>
        <source>Make it writable again: recording goes on by itself.</source>
        <translation>書き込めるようにしてください。録音は自動で続きます。</translation>
    </message>
    <message>
        <source>Make it writable.</source>
        <translation>書き込めるようにしてください。</translation>
    </message>
    <message>
        <source>The disk reports errors.</source>
        <translation>ディスクがエラーを報告しています。</translation>
    </message>
    <message>
        <source>Check the drive and its cable; recording goes on by itself.</source>
        <translation>ドライブとケーブルを確認してください。録音は自動で続きます。</translation>
    </message>
    <message>
        <source>Check the drive and its cable.</source>
        <translation>ドライブとケーブルを確認してください。</translation>
    </message>
    <message>
        <source>The disk did not confirm the last second.</source>
        <translation>ディスクが直近の1秒を確認しませんでした。</translation>
    </message>
    <message>
        <source>Check the drive. Recording goes on; the second before this may be missing after a crash of the system or a power cut.</source>
        <translation>ドライブを確認してください。録音は続きます。システムのクラッシュや停電のあとは、この直前の1秒が失われている可能性があります。</translation>
    </message>
    <message>
        <source>Check the drive.</source>
        <translation>ドライブを確認してください。</translation>
    </message>
    <message>
        <source>The recording file %1 was removed while it was written.</source>
        <translation>録音ファイル %1 が書き込み中に削除されました。</translation>
    </message>
    <message>
        <source>Nothing can be put back into a file that is gone.</source>
        <translation>なくなったファイルには何も書き戻せません。</translation>
    </message>
    <message>
        <source>Start the next recording in another folder.</source>
        <translation>次の録音は別のフォルダーで始めてください。</translation>
    </message>
    <message>
        <source>%1 is in use.</source>
        <translation>%1 は使用中です。</translation>
    </message>
    <message>
        <source>The recorder</source>
        <translation>レコーダー</translation>
    </message>
    <message>
        <source>%1 is being recorded.</source>
        <translation>%1 は録音中です。</translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation>先に録音を停止してください。</translation>
    </message>
    <message>
        <source>This computer has run out of memory.</source>
        <translation>このコンピューターのメモリーが不足しています。</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>The recording file could not be handled.</source>
        <translation>録音ファイルを処理できませんでした。</translation>
    </message>
    <message>
        <source>Please report this.</source>
        <translation>報告してください。</translation>
    </message>
    <message>
        <source>Recording goes on in a further file, %1. Both together are the recording.</source>
        <translation>録音は次のファイル %1 で続きます。両方で1つの録音です。</translation>
    </message>
    <message>
        <source>Check the drive. Keep both files in one folder.</source>
        <translation>ドライブを確認してください。両方のファイルを同じフォルダーに置いてください。</translation>
    </message>
    <message>
        <source>Nothing was sent to Discord.</source>
        <translation>Discordへは何も送っていません。</translation>
    </message>
    <message>
        <source>Copy the token from the Discord developer portal: your application, Bot, Reset Token.</source>
        <translation>Discordの開発者ポータルからトークンをコピーしてください（アプリケーション → Bot → Reset Token）。</translation>
    </message>
    <message>
        <source>The token is empty.</source>
        <translation>トークンが空です。</translation>
    </message>
    <message>
        <source>That does not look like a bot token.</source>
        <translation>ボットのトークンではないようです。</translation>
    </message>
    <message>
        <source>That is too long for a bot token.</source>
        <translation>ボットのトークンとしては長すぎます。</translation>
    </message>
    <message>
        <source>The token file cannot be read.</source>
        <translation>トークンのファイルを読み取れません。</translation>
    </message>
    <message>
        <source>Check the path after --token-file and its permissions.</source>
        <translation>--token-file のパスと権限を確認してください。</translation>
    </message>
    <message>
        <source>There is no bot token.</source>
        <translation>ボットのトークンがありません。</translation>
    </message>
    <message>
        <source>Set LAVALIER_TOKEN, use --token-file, or enter the token in the window&apos;s Settings. To try Lavalier without one, use --demo.</source>
        <translation>LAVALIER_TOKEN を設定するか、--token-file を使うか、ウィンドウの設定でトークンを入れてください。トークンなしで試すには --demo を使います。</translation>
    </message>
    <message>
        <source>Other users of this computer can read %1.</source>
        <translation>このコンピューターのほかのユーザーが %1 を読めます。</translation>
    </message>
    <message>
        <source>Lavalier uses the token in it all the same.</source>
        <translation>それでもLavalierはそのトークンを使います。</translation>
    </message>
    <message>
        <source>Make it private: chmod 600.</source>
        <translation>非公開にしてください: chmod 600</translation>
    </message>
    <message>
        <source>The keychain did not answer.</source>
        <translation>キーチェーンが応答しませんでした。</translation>
    </message>
    <message>
        <source>The token is no longer in use.</source>
        <translation>トークンはもう使われていません。</translation>
    </message>
    <message>
        <source>Remove Lavalier&apos;s entry in your keychain by hand.</source>
        <translation>キーチェーンのLavalierの項目を手作業で削除してください。</translation>
    </message>
    <message>
        <source>Nothing was being recorded, so nothing is lost.</source>
        <translation>録音していなかったため、失われたものはありません。</translation>
    </message>
    <message>
        <source>What is already on disk stays there.</source>
        <translation>すでにディスクにあるものは残ります。</translation>
    </message>
    <message>
        <source>The simulated call could not start: no port of this machine is free.</source>
        <translation>模擬通話を開始できませんでした。このコンピューターに空いているポートがありません。</translation>
    </message>
    <message>
        <source>The voice server refused the token that Discord gave for it.</source>
        <translation>ボイスサーバーが、Discordの発行したトークンを拒否しました。</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session is not valid.</source>
        <translation>ボイスサーバーによると、ボットのボイスセッションは無効です。</translation>
    </message>
    <message>
        <source>The voice server says that the bot&apos;s voice session timed out.</source>
        <translation>ボイスサーバーによると、ボットのボイスセッションは時間切れになりました。</translation>
    </message>
    <message>
        <source>The bot was removed from the server.</source>
        <translation>ボットがサーバーから削除されました。</translation>
    </message>
    <message>
        <source>Invite it again with the link from the README.</source>
        <translation>READMEのリンクでもう一度招待してください。</translation>
    </message>
    <message>
        <source>The channel %1 was deleted.</source>
        <translation>チャンネル %1 が削除されました。</translation>
    </message>
    <message>
        <source>A moderator gave the bot a time-out.</source>
        <translation>モデレーターがボットをタイムアウトにしました。</translation>
    </message>
    <message>
        <source>A moderator can end the time-out; then join again.</source>
        <translation>モデレーターがタイムアウトを解除できます。そのあともう一度参加してください。</translation>
    </message>
    <message>
        <source>The bot lost its permission to be in %1.</source>
        <translation>ボットは %1 にいる権限を失いました。</translation>
    </message>
    <message>
        <source>Give the bot&apos;s role View Channel and Connect in that channel, then join again.</source>
        <translation>そのチャンネルでボットのロールに「チャンネルを見る」と「接続」を与え、もう一度参加してください。</translation>
    </message>
    <message>
        <source>The voice server that Discord named does not know this call.</source>
        <translation>Discordが指定したボイスサーバーは、この通話を知りません。</translation>
    </message>
    <message>
        <source>Discord may be moving the call. Join again in a moment.</source>
        <translation>Discordが通話を移動している可能性があります。少ししてからもう一度参加してください。</translation>
    </message>
    <message>
        <source>Switch a notice on in Settings, or tell them yourself and record without one.</source>
        <translation>設定で通知を有効にするか、自分で伝えて通知なしで録音してください。</translation>
    </message>
    <message>
        <source>Give the bot “Change Nickname” in this server (or “Send Messages” in the channel, for a line in its chat), or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>このサーバーでボットに「ニックネームの変更」（またはチャットに1行書くならチャンネルで「メッセージを送信」）を与えるか、自分で伝えて通知なしで録音してください（コマンドラインでは --no-notice）。</translation>
    </message>
    <message>
        <source>Try again, or tell them yourself and record without a notice (on the command line: --no-notice).</source>
        <translation>もう一度試すか、自分で伝えて通知なしで録音してください（コマンドラインでは --no-notice）。</translation>
    </message>
    <message>
        <source>The people in the call are not told that they are recorded.</source>
        <translation>通話の参加者に、録音中であることが知らされていません。</translation>
    </message>
    <message>
        <source>The bot&apos;s name still carries the recording mark.</source>
        <translation>ボットの名前に録音マークが残っています。</translation>
    </message>
    <message>
        <source>Nothing is being recorded under it.</source>
        <translation>この名前ではもう何も録音されていません。</translation>
    </message>
    <message>
        <source>Lavalier goes on trying to put the name back. If it stays, change the bot&apos;s nickname in Discord.</source>
        <translation>Lavalier は名前を戻す試みを続けます。残る場合は、Discord でボットのニックネームを変更してください。</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>設定を読み込めませんでした。</translation>
    </message>
    <message>
        <source>The defaults apply, and nobody is on the list of people who are never recorded. The old file was kept under another name.</source>
        <translation>既定値が使われ、録音しない人のリストは空です。古いファイルは別の名前で残してあります。</translation>
    </message>
    <message>
        <source>Look through the settings before you record.</source>
        <translation>録音する前に設定を確認してください。</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>設定を保存できませんでした。</translation>
    </message>
    <message>
        <source>They hold until Lavalier ends, also for people who are never recorded.</source>
        <translation>録音しない人の設定も含め、Lavalier を終了するまでの間だけ有効です。</translation>
    </message>
    <message>
        <source>Make room on the disk, or check who may write to the folder of the settings. Then change a setting again.</source>
        <translation>ディスクの空きを増やすか、設定フォルダーの書き込み権限を確認してから、もう一度設定を変更してください。</translation>
    </message>
    <message>
        <source>Something that was recorded earlier was interrupted.</source>
        <translation>以前の録音が中断されています。</translation>
    </message>
    <message>
        <source>Open “Recordings” to recover it.</source>
        <translation>「録音一覧」を開いて復旧してください。</translation>
    </message>
    <message>
        <source>Somebody took the recording mark off the bot&apos;s name.</source>
        <translation>誰かがボットの名前から録音マークを外しました。</translation>
    </message>
    <message>
        <source>The recording goes on.</source>
        <translation>録音は続きます。</translation>
    </message>
    <message>
        <source>Tell the people in the call yourself that you record them.</source>
        <translation>録音していることを、自分で参加者に伝えてください。</translation>
    </message>
    <message>
        <source>The recording has nothing between these two places.</source>
        <translation>この2か所の間には何も録音されていません。</translation>
    </message>
    <message>
        <source>Choose a part that lies within its length.</source>
        <translation>録音の長さに収まる範囲を選んでください。</translation>
    </message>
    <message>
        <source>ffmpeg is not installed; this kind of export needs it.</source>
        <translation>ffmpegがインストールされていません。この書き出しに必要です。</translation>
    </message>
    <message>
        <source>Install ffmpeg, or export Ogg Opus or WAV tracks, which work without it.</source>
        <translation>ffmpegをインストールするか、ffmpegなしで使えるOgg OpusまたはWAVで書き出してください。</translation>
    </message>
    <message>
        <source>Discord and Lavalier lost count of each other; logging in anew.</source>
        <translation>DiscordとLavalierの間で順番がずれたため、ログインし直しています。</translation>
    </message>
    <message>
        <source>The bot&apos;s session with Discord timed out; logging in anew.</source>
        <translation>Discordとのセッションが時間切れになったため、ログインし直しています。</translation>
    </message>
    <message>
        <source>Discord closed the bot&apos;s connection; Lavalier is reconnecting.</source>
        <translation>Discordがボットの接続を閉じました。Lavalierは再接続しています。</translation>
    </message>
    <message>
        <source>Discord refused an intent that is switched off for this bot.</source>
        <translation>このボットで無効になっているインテントをDiscordが拒否しました。</translation>
    </message>
    <message>
        <source>Discord did not accept the bot&apos;s shard number.</source>
        <translation>Discordがボットのシャード番号を受け入れませんでした。</translation>
    </message>
    <message>
        <source>Install a newer version of Lavalier, or use a bot of its own.</source>
        <translation>Lavalierの新しいバージョンをインストールするか、専用のボットを使ってください。</translation>
    </message>
    <message>
        <source>%1 ended as it should: it is whole.</source>
        <translation>%1 は正常に終了しており、完全です。</translation>
    </message>
    <message>
        <source>Export its tracks, or begin a new recording.</source>
        <translation>トラックを書き出すか、新しい録音を始めてください。</translation>
    </message>
    <message>
        <source>What is recorded does not change.</source>
        <translation>録音される内容は変わりません。</translation>
    </message>
    <message>
        <source>There is no audio output to listen with.</source>
        <translation>聞くための音声出力がありません。</translation>
    </message>
    <message>
        <source>Connect headphones or speakers; Lavalier plays as soon as there is one.</source>
        <translation>ヘッドホンかスピーカーをつなぐと、すぐに再生されます。</translation>
    </message>
    <message>
        <source>The audio output cannot be used.</source>
        <translation>音声出力を使えません。</translation>
    </message>
    <message>
        <source>Close a program that holds it alone, or choose another output in the system&apos;s settings.</source>
        <translation>出力を占有しているプログラムを閉じるか、システムの設定で別の出力を選んでください。</translation>
    </message>
    <message>
        <source>%1: heard, but nothing of it is reaching the disk.</source>
        <translation>%1: 聞こえていますが、ディスクに何も届いていません。</translation>
    </message>
    <message>
        <source>What is on disk stays there. Up to a minute is kept in memory and written later.</source>
        <translation>ディスクにあるものは残ります。最大1分間はメモリーに保持され、あとで書き込まれます。</translation>
    </message>
    <message>
        <source>Check the disk of the recordings folder, or let the recording go on in another folder.</source>
        <translation>録音フォルダーのディスクを確認するか、別のフォルダーで録音を続けてください。</translation>
    </message>
    <message>
        <source>%1: heard, but not decoded, so the meter stands still.</source>
        <translation>%1: 聞こえていますが、デコードされていないためメーターが止まっています。</translation>
    </message>
    <message>
        <source>The recording does not need the decoder and is complete.</source>
        <translation>録音にデコーダーは不要で、完全です。</translation>
    </message>
    <message>
        <source>Lavalier starts the decoder again by itself. If it stays, close other programs.</source>
        <translation>Lavalierが自動でデコーダーを再起動します。直らなければ、ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Nobody was heard in the first minute of this recording.</source>
        <translation>この録音の最初の1分間、誰の声も聞こえませんでした。</translation>
    </message>
    <message>
        <source>Check that people are in this channel and not muted, and that the bot is not deafened.</source>
        <translation>人がこのチャンネルにいてミュートされていないこと、ボットがスピーカーミュートされていないことを確認してください。</translation>
    </message>
    <message>
        <source>Nobody was heard for five minutes.</source>
        <translation>5分間、誰の声も聞こえていません。</translation>
    </message>
    <message>
        <source>If people are talking, leave the channel and join again. If the session is over, stop the recording.</source>
        <translation>誰かが話しているなら、チャンネルを退出してもう一度参加してください。終わったなら録音を停止してください。</translation>
    </message>
    <message>
        <source>The voice server answers slowly, after more than half a second.</source>
        <translation>ボイスサーバーの応答が遅く、0.5秒以上かかっています。</translation>
    </message>
    <message>
        <source>Audio may get lost on its way. Check what else uses the network.</source>
        <translation>途中で音声が失われるおそれがあります。ほかに何がネットワークを使っているか確認してください。</translation>
    </message>
    <message>
        <source>The bot was moved to %1.</source>
        <translation>ボットは %1 に移動されました。</translation>
    </message>
    <message>
        <source>The recording goes on there, in the same tracks.</source>
        <translation>録音はそこで、同じトラックのまま続きます。</translation>
    </message>
    <message>
        <source>Move it back, or stop, if that was not meant.</source>
        <translation>意図しない場合は、戻すか停止してください。</translation>
    </message>
    <message>
        <source>The disk is filling up.</source>
        <translation>ディスクの空きが少なくなっています。</translation>
    </message>
    <message>
        <source>There is room for less than an hour or one gigabyte. Free some space, or go on in another folder.</source>
        <translation>残りは1時間分または1GB未満です。空きを作るか、別のフォルダーで続けてください。</translation>
    </message>
    <message>
        <source>The disk is almost full.</source>
        <translation>ディスクがほぼいっぱいです。</translation>
    </message>
    <message>
        <source>There is room for a few minutes. Free some space now, or go on in another folder.</source>
        <translation>残りは数分です。今すぐ空きを作るか、別のフォルダーで続けてください。</translation>
    </message>
    <message>
        <source>Nothing keeps this computer from falling asleep.</source>
        <translation>このコンピューターのスリープを防ぐものがありません。</translation>
    </message>
    <message>
        <source>Switch automatic sleep off in the system&apos;s settings while you record.</source>
        <translation>録音中は、システムの設定で自動スリープを切ってください。</translation>
    </message>
    <message numerus="yes">
        <source>The disk has room for about %n more minute(s): %1 are free.</source>
        <translation>
            <numerusform>ディスクの残りは約 %n 分です。空き容量: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, or go on in another folder.</source>
        <translation>空きを作るか、別のフォルダーで続けてください。</translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n minute(s) only: %2 are free.</source>
        <translation>
            <numerusform>%1 の残りは約 %n 分だけです。空き容量: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Free some space, choose another folder in Settings, or record all the same.</source>
        <translation>空きを作るか、設定で別のフォルダーを選ぶか、そのまま録音してください。</translation>
    </message>
    <message>
        <source>The recording of this channel was interrupted: %1.</source>
        <translation>このチャンネルの録音は中断されました: %1</translation>
    </message>
    <message>
        <source>All that was written can be played and exported as it is.</source>
        <translation>書き込まれたものはそのまま再生も書き出しもできます。</translation>
    </message>
    <message>
        <source>You can go on in it: what was missed in between is a gap. Record begins a new one.</source>
        <translation>続きから録音できます。その間に逃した分は空白になります。「録音」を押すと新しく始まります。</translation>
    </message>
    <message>
        <source>This is a plain start: listening, exports and whatever begins by itself are off.</source>
        <translation>これは最小構成での起動です。聴取、書き出し、自動で始まる動作はすべて無効です。</translation>
    </message>
    <message>
        <source>Joining and recording work as always.</source>
        <translation>参加と録音はいつもどおり使えます。</translation>
    </message>
    <message>
        <source>Close Lavalier and start it the usual way to have the rest back.</source>
        <translation>Lavalier を閉じて通常どおり起動すると、ほかの機能も戻ります。</translation>
    </message>
    <message>
        <source>Lavalier did not end as it should the last time.</source>
        <translation>前回、Lavalier は正常に終了しませんでした。</translation>
    </message>
    <message>
        <source>What was recorded until then is safe; Recordings lists what was interrupted.</source>
        <translation>それまでの録音は安全です。中断されたものは「録音」に表示されます。</translation>
    </message>
    <message>
        <source>If it happens again, start plainly: without listening, exports and what begins by itself.</source>
        <translation>また起きる場合は、聴取、書き出し、自動動作なしの最小構成で起動してください。</translation>
    </message>
    <message>
        <source>All of it can still be saved while the program runs.</source>
        <translation>プログラムの実行中は、まだすべてを保存できます。</translation>
    </message>
    <message>
        <source>Choose another folder: what was recorded so far is copied there, and recording goes on there.</source>
        <translation>別のフォルダーを選んでください。これまでの録音はそこへコピーされ、録音はそこで続きます。</translation>
    </message>
    <message>
        <source>Nothing comes from the voice server any more, although people were talking.</source>
        <translation>話し声の途中で、ボイスサーバーから何も届かなくなりました。</translation>
    </message>
    <message>
        <source>The audio output “%1” is not connected.</source>
        <translation>音声出力「%1」が接続されていません。</translation>
    </message>
    <message>
        <source>You hear the system&apos;s default output instead, until the chosen one is back.</source>
        <translation>選んだ出力が戻るまで、システムの既定の出力で再生します。</translation>
    </message>
    <message>
        <source>Somebody is talking, and Discord does not say who.</source>
        <translation>誰かが話していますが、Discordがそれが誰かを知らせていません。</translation>
    </message>
    <message>
        <source>No audio is known yet of: %1.</source>
        <translation>まだ音声が確認されていない人：%1。</translation>
    </message>
    <message>
        <source>Everyone else is heard and recorded. Up to ten seconds are kept, and recorded as soon as Discord names the person.</source>
        <translation>ほかの人は聞こえており、録音されています。最大10秒分を保持し、Discordがその人を知らせ次第録音します。</translation>
    </message>
    <message>
        <source>What is older is lost. If this stays, let that person leave the channel and come back.</source>
        <translation>それより古い音声は失われます。続くようなら、その人に一度退出して入り直してもらってください。</translation>
    </message>
    <message>
        <source>%1: heard, but cannot be decoded.</source>
        <translation>%1：聞こえていますが、デコードできません。</translation>
    </message>
    <message>
        <source>The recording keeps it as it came. Everyone else is heard and recorded.</source>
        <translation>録音には届いたまま残ります。ほかの人は聞こえており、録音されています。</translation>
    </message>
    <message>
        <source>It is damaged or no Opus audio, so an export has silence there. Let that person leave the channel and come back.</source>
        <translation>音声が壊れているかOpusではないため、書き出しではそこが無音になります。その人に一度退出して入り直してもらってください。</translation>
    </message>
    <message>
        <source>The recordings folder %1 is not there.</source>
        <translation>録音フォルダー %1 が見つかりません。</translation>
    </message>
    <message>
        <source>Lavalier did not remove anything.</source>
        <translation>Lavalier は何も削除していません。</translation>
    </message>
    <message>
        <source>Connect the disk it is on, or choose another folder.</source>
        <translation>フォルダーのあるディスクを接続するか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The recordings folder %1 cannot be read.</source>
        <translation>録音フォルダー %1 を読み取れません。</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder.</source>
        <translation>アクセス権を確認するか、別のフォルダーを選んでください。</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The bot cannot see this channel. Ask a server administrator to give it the “View Channel” permission here.</source>
        <translation>ボットはこのチャンネルを見られません。サーバー管理者に、ここでの「チャンネルを見る」権限を頼んでください。</translation>
    </message>
    <message>
        <source>The bot may not join this channel. Ask a server administrator to give it the “Connect” permission here.</source>
        <translation>ボットはこのチャンネルに参加できません。サーバー管理者に、ここでの「接続」権限を頼んでください。</translation>
    </message>
    <message>
        <source>This channel is full. Wait until someone leaves, or ask for a higher user limit.</source>
        <translation>このチャンネルは満員です。誰かが退出するのを待つか、上限を上げてもらってください。</translation>
    </message>
    <message>
        <source>The bot is timed out on this server. A moderator can end the timeout; until then it cannot join.</source>
        <translation>ボットはこのサーバーでタイムアウト中です。モデレーターが解除するまで参加できません。</translation>
    </message>
    <message>
        <source>Discord reports that this server is not available just now. It comes back by itself.</source>
        <translation>このサーバーは現在利用できないとDiscordが報告しています。自動で復帰します。</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>権限なし</translation>
    </message>
    <message>
        <source>full</source>
        <translation>満員</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>タイムアウト中</translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation>利用不可</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>設定を開く</translation>
    </message>
    <message>
        <source>Enter token</source>
        <translation>トークンを入力</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>フォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Choose another folder …</source>
        <translation>別のフォルダーを選ぶ …</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>フォルダーを表示</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>No bot token yet</source>
        <translation>トークン未設定</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>接続中 …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>再接続中 …</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>デモ</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>No token is set.</source>
        <translation>トークンは設定されていません。</translation>
    </message>
    <message>
        <source>A token is in use until you quit. It is stored nowhere.</source>
        <translation>終了するまでトークンを使います。どこにも保存されません。</translation>
    </message>
    <message>
        <source>A token is kept in the system keychain.</source>
        <translation>トークンはシステムのキーチェーンにあります。</translation>
    </message>
    <message>
        <source>A token was given by the environment variable LAVALIER_TOKEN.</source>
        <translation>トークンは環境変数 LAVALIER_TOKEN で渡されました。</translation>
    </message>
    <message>
        <source>A token was read from the file named at start.</source>
        <translation>トークンは起動時に指定されたファイルから読み取られました。</translation>
    </message>
    <message>
        <source>Holding</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録音中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>保存中 …</translation>
    </message>
    <message>
        <source>Not in a call</source>
        <translation>通話していません</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>参加中 …</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>録音していません</translation>
    </message>
    <message>
        <source>recording now</source>
        <translation>録音中</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>decrypted</source>
        <translation>復号</translation>
    </message>
    <message>
        <source>decoded</source>
        <translation>デコード</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>%1: quiet</source>
        <translation>%1: 静か</translation>
    </message>
    <message>
        <source>%1: flowing</source>
        <translation>%1: 正常</translation>
    </message>
    <message>
        <source>%1: troubled</source>
        <translation>%1: 問題あり</translation>
    </message>
    <message>
        <source>%1: nothing arrives</source>
        <translation>%1: 何も届いていません</translation>
    </message>
    <message>
        <source>left</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>waiting for keys</source>
        <translation>鍵を待機中</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>%1 not written</source>
        <translation>%1 件書き込めず</translation>
    </message>
    <message>
        <source>%1 not decrypted</source>
        <translation>%1 件復号できず</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 件欠落</translation>
    </message>
    <message>
        <source>Record without a notice</source>
        <translation>通知なしで録音</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>録音対象外</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Informing the call … · %1</source>
        <translation>参加者に通知中 … · %1</translation>
    </message>
    <message>
        <source>Call informed · %1</source>
        <translation>参加者に通知済み · %1</translation>
    </message>
    <message>
        <source>Call not informed · %1</source>
        <translation>参加者に未通知 · %1</translation>
    </message>
    <message>
        <source>Record anyway</source>
        <translation>それでも録音する</translation>
    </message>
    <message>
        <source>Go on in it</source>
        <translation>続きから録音</translation>
    </message>
    <message>
        <source>Start plainly</source>
        <translation>最小構成で起動</translation>
    </message>
    <message>
        <source>Report …</source>
        <translation>レポート…</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>録音を開く</translation>
    </message>
</context>
<context>
    <name>Sizes</name>
    <message>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>無音</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>SpeakerMenu</name>
    <message>
        <source>Verify %1 …</source>
        <translation>%1 を確認 …</translation>
    </message>
    <message>
        <source>&amp;Solo</source>
        <translation>ソロ(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mute for me</source>
        <translation>自分だけミュート(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Loudness for me</source>
        <translation>自分用の音量(&amp;L)</translation>
    </message>
    <message>
        <source>Reset clip lamp</source>
        <translation>クリップランプを消す</translation>
    </message>
    <message>
        <source>Record %1 again</source>
        <translation>%1 を再び録音</translation>
    </message>
    <message>
        <source>Never record %1</source>
        <translation>%1 を録音しない</translation>
    </message>
</context>
<context>
    <name>lavalier::app::CallDesk</name>
    <message>
        <source>that channel</source>
        <translation>そのチャンネル</translation>
    </message>
    <message>
        <source>another channel</source>
        <translation>別のチャンネル</translation>
    </message>
</context>
<context>
    <name>lavalier::app::Recorder</name>
    <message>
        <source>A call is being recorded</source>
        <translation>通話を録音しています</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChip</name>
    <message>
        <source>Show this call (%1)</source>
        <translation>この通話を表示 (%1)</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CallChips</name>
    <message>
        <source>Calls</source>
        <translation>通話</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelSidebar</name>
    <message>
        <source>Find a channel</source>
        <translation>チャンネルを検索</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Lavalier</source>
        <translation>Lavalier</translation>
    </message>
    <message>
        <source>Nothing has these words in its name.</source>
        <translation>この語を名前に含むものはありません。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ChannelsModel</name>
    <message>
        <source>muted</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>参加中</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ClipHandle</name>
    <message>
        <source>Drag or copy</source>
        <translation>ドラッグまたはコピー</translation>
    </message>
    <message>
        <source>Drag or copy the selection</source>
        <translation>選択範囲をドラッグまたはコピー</translation>
    </message>
    <message>
        <source>Drag the selection into another program, or press to copy it again. The files are kept until Lavalier ends.</source>
        <translation>選択範囲をほかのプログラムへドラッグするか、押してもう一度コピーします。ファイルは Lavalier を終了するまで残ります。</translation>
    </message>
    <message>
        <source>The selection is copied and can be dragged.</source>
        <translation>選択範囲をコピーしました。ドラッグもできます。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::CodePopover</name>
    <message>
        <source>Copy code</source>
        <translation>コードをコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Privacy code of %1. It changes whenever somebody joins or leaves.</source>
        <translation>%1 のプライバシーコード。誰かが参加または退出するたびに変わります。</translation>
    </message>
    <message>
        <source>Verify %1</source>
        <translation>%1 を確認</translation>
    </message>
    <message>
        <source>Let %1 open the call in Discord, choose this bot and “Verify”, and read the code out. The same nine groups: the audio is theirs, and nobody stands in between.</source>
        <translation>%1 に、Discordで通話を開き、このボットを選んで「認証」を押し、コードを読み上げてもらってください。9組が同じなら、その音声は本人のもので、間に入っている者はいません。</translation>
    </message>
    <message>
        <source>Working out the code …</source>
        <translation>コードを計算中 …</translation>
    </message>
    <message>
        <source>There is no code to compare: %1 is not in the encrypted call just now.</source>
        <translation>比べるコードがありません。%1 は現在、暗号化通話に参加していません。</translation>
    </message>
    <message>
        <source>It changes when either program is started anew.</source>
        <translation>どちらかのプログラムを起動し直すと変わります。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::DragHandle</name>
    <message>
        <source>Drag or copy files</source>
        <translation>ファイルをドラッグまたはコピー</translation>
    </message>
    <message>
        <source>Drag the files into another program, or press to copy them</source>
        <translation>ファイルを別のプログラムにドラッグするか、押してコピーします</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportDialog</name>
    <message>
        <source>Keep pauses as silence</source>
        <translation>一時停止を無音として残す</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>WAV 16 bit</source>
        <translation>WAV 16ビット</translation>
    </message>
    <message>
        <source>WAV 24 bit</source>
        <translation>WAV 24ビット</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation>最高音質</translation>
    </message>
    <message>
        <source>High quality</source>
        <translation>高音質</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>小さいファイル</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>トラック</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Select all tracks</source>
        <translation>すべてのトラックを選択</translation>
    </message>
    <message>
        <source>Select no tracks</source>
        <translation>トラックの選択を解除</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>選ぶ …</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>フォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 のうち %1</translation>
    </message>
    <message>
        <source>Export all tracks</source>
        <translation>すべてのトラックを書き出す</translation>
    </message>
    <message numerus="yes">
        <source>Export %n track(s)</source>
        <translation>
            <numerusform>%n トラックを書き出す</numerusform>
        </translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>書き出し先フォルダー</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Save as preset …</source>
        <translation>プリセットとして保存 …</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>このプリセットを削除</translation>
    </message>
    <message>
        <source>Ogg Opus, as it was received</source>
        <translation>Ogg Opus（受信したまま）</translation>
    </message>
    <message>
        <source>FLAC 24 bit</source>
        <translation>FLAC 24ビット</translation>
    </message>
    <message>
        <source>FLAC 16 bit</source>
        <translation>FLAC 16ビット</translation>
    </message>
    <message>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>音質</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>A file for each speaker</source>
        <translation>話者ごとに1ファイル</translation>
    </message>
    <message>
        <source>One file with everybody mixed</source>
        <translation>全員をミックスした1ファイル</translation>
    </message>
    <message>
        <source>Both: tracks and a mix</source>
        <translation>両方: トラックとミックス</translation>
    </message>
    <message>
        <source>One Matroska file with all tracks</source>
        <translation>全トラック入りのMatroska 1ファイル</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル数</translation>
    </message>
    <message>
        <source>Mono, stereo where it is heard</source>
        <translation>モノラル、聞こえる場合はステレオ</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>モノラル</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>ステレオ</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>ラウドネス</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>録音のまま</translation>
    </message>
    <message>
        <source>−16 LUFS, podcasts</source>
        <translation>−16 LUFS（ポッドキャスト）</translation>
    </message>
    <message>
        <source>−19 LUFS, podcasts in mono</source>
        <translation>−19 LUFS（モノラルのポッドキャスト）</translation>
    </message>
    <message>
        <source>−14 LUFS, streaming</source>
        <translation>−14 LUFS（ストリーミング）</translation>
    </message>
    <message>
        <source>−23 LUFS, broadcasting</source>
        <translation>−23 LUFS（放送）</translation>
    </message>
    <message>
        <source>True peaks stay below −1 dBTP.</source>
        <translation>トゥルーピークは −1 dBTP 未満に保たれます。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>ファイル名</translation>
    </message>
    <message>
        <source>as in Settings</source>
        <translation>設定のとおり</translation>
    </message>
    <message>
        <source>Markers as labels</source>
        <translation>マーカーをラベルとして</translation>
    </message>
    <message>
        <source>Reaper project</source>
        <translation>Reaperプロジェクト</translation>
    </message>
    <message>
        <source>Audacity project</source>
        <translation>Audacityプロジェクト</translation>
    </message>
    <message>
        <source>DAWproject</source>
        <translation>DAWproject</translation>
    </message>
    <message>
        <source>Report (JSON)</source>
        <translation>レポート (JSON)</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Beside them</source>
        <translation>一緒に出力</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>録音全体</translation>
    </message>
    <message>
        <source>As trimmed: %1 to %2</source>
        <translation>切り詰めた範囲: %1～%2</translation>
    </message>
    <message>
        <source>The selection: %1 to %2</source>
        <translation>選択範囲: %1～%2</translation>
    </message>
    <message>
        <source>Between two times</source>
        <translation>2つの時刻の間</translation>
    </message>
    <message>
        <source>As chosen below</source>
        <translation>下の選択のとおり</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>プリセットとして保存</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>プリセットの名前</translation>
    </message>
    <message>
        <source>This needs the program ffmpeg, which was not found. Install it and start Lavalier again; tracks in Ogg Opus and WAV work without.</source>
        <translation>これに必要なffmpegが見つかりませんでした。インストールしてLavalierを起動し直してください。Ogg OpusとWAVのトラックはffmpegなしで使えます。</translation>
    </message>
    <message>
        <source>FLAC, MP3, AAC and mixed files need the program ffmpeg, which was not found. What is chosen here works without.</source>
        <translation>FLAC、MP3、AAC、ミックスに必要なffmpegが見つかりませんでした。ここで選んだものはffmpegなしで使えます。</translation>
    </message>
    <message>
        <source>Names as they will be: %1</source>
        <translation>実際の名前: %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportFindingsLine</name>
    <message>
        <source>Save report</source>
        <translation>レポートを保存</translation>
    </message>
    <message>
        <source>Save report of the export</source>
        <translation>書き出しのレポートを保存</translation>
    </message>
    <message>
        <source>What was lost and how well every track lies, as JSON beside the files</source>
        <translation>失われた部分と各トラックの精度を、ファイルと同じ場所に JSON で保存</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ExportsStrip</name>
    <message>
        <source>%1: waiting to be exported</source>
        <translation>%1: 書き出し待ち</translation>
    </message>
    <message>
        <source>Exporting %1: %2 %</source>
        <translation>%1 を書き出し中: %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) exported</source>
        <translation>
            <numerusform>%1: %n ファイルを書き出しました</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be exported</source>
        <translation>%1 を書き出せませんでした</translation>
    </message>
    <message>
        <source>%1: export cancelled</source>
        <translation>%1: 書き出しを中止しました</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>書き出しを中止</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>フォルダーを表示</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>%1 の書き出し</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 を保存しました</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>書き出し …</translation>
    </message>
    <message>
        <source>Export saved recording</source>
        <translation>保存した録音を書き出す</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーに表示</translation>
    </message>
    <message>
        <source>%1 times real time</source>
        <translation>実時間の %1 倍</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>残り %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>もう一度書き出す</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>少なく表示</translation>
    </message>
    <message>
        <source>Show fewer exports</source>
        <translation>表示する書き出しを減らす</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more export(s)</source>
        <translation>
            <numerusform>ほか %n 件の書き出しを表示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LanesView</name>
    <message>
        <source>Speakers</source>
        <translation>話者</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LevelBar</name>
    <message>
        <source>%1 level</source>
        <translation>%1 のレベル</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ListenButtons</name>
    <message>
        <source>Solo</source>
        <translation>ソロ</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>S</source>
        <comment>solo</comment>
        <extracomment>One letter, for &quot;solo&quot; in a compact lane.</extracomment>
        <translation>S</translation>
    </message>
    <message>
        <source>M</source>
        <comment>mute</comment>
        <extracomment>One letter, for &quot;mute&quot; in a compact lane.</extracomment>
        <translation>M</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>%1 をソロ</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 をミュート</translation>
    </message>
    <message>
        <source>Hear only %1; what is recorded does not change</source>
        <translation>%1 だけを聞きます。録音内容は変わりません</translation>
    </message>
    <message>
        <source>Do not hear %1; what is recorded does not change</source>
        <translation>%1 を聞きません。録音内容は変わりません</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LivePage</name>
    <message>
        <source>Lavalier speaks to Discord as a bot of yours</source>
        <translation>LavalierはあなたのボットとしてDiscordに接続します</translation>
    </message>
    <message>
        <source>Joining …</source>
        <translation>参加中 …</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>再接続中 …</translation>
    </message>
    <message>
        <source>Lavalier is talking to Discord&apos;s voice server.</source>
        <translation>LavalierはDiscordのボイスサーバーと通信しています。</translation>
    </message>
    <message>
        <source>Nobody speaks</source>
        <translation>誰も話していません</translation>
    </message>
    <message>
        <source>As soon as someone in the channel says a word, a lane appears for them here. You can start recording now; silence is kept in its place.</source>
        <translation>チャンネルの誰かが話すと、すぐにその人のレーンがここに現れます。今から録音を始められます。無音もそのまま残ります。</translation>
    </message>
    <message>
        <source>Lavalier is signing in to Discord.</source>
        <translation>LavalierはDiscordにサインインしています。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in the channel. Press Join to hear them; nothing is recorded before you press Record.</source>
        <translation>
            <numerusform>チャンネルに %n 人います。聞くには「参加」を押してください。「録音」を押すまでは何も録音されません。</numerusform>
        </translation>
    </message>
    <message>
        <source>The channel is empty. You can join and wait for people.</source>
        <translation>チャンネルは空です。参加して待つことができます。</translation>
    </message>
    <message>
        <source>Choose a voice channel</source>
        <translation>ボイスチャンネルを選んでください</translation>
    </message>
    <message>
        <source>The servers your bot is in are on the left. Pick a channel, then press Join.</source>
        <translation>左にボットが参加しているサーバーがあります。チャンネルを選び、「参加」を押してください。</translation>
    </message>
    <message>
        <source>Create an application at discord.com/developers, open its “Bot” page, press “Reset Token” and paste the token here. Then invite the bot to your server with “View Channel” and “Connect”.</source>
        <translation>discord.com/developers でアプリケーションを作り、「Bot」ページで「Reset Token」を押し、トークンをここに貼り付けてください。次に「チャンネルを見る」と「接続」の権限でボットをサーバーに招待します。</translation>
    </message>
    <message>
        <source>Step by step …</source>
        <translation>順を追って設定 …</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>デモで試す</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>このコンピューター上の模擬通話です。ボットもネットワークも不要です</translation>
    </message>
    <message>
        <source>Your bot is in no server yet</source>
        <translation>Bot はまだどのサーバーにもいません</translation>
    </message>
    <message>
        <source>The set-up assistant makes a link that invites it. This page notices when it is there.</source>
        <translation>セットアップアシスタントが招待リンクを作ります。参加するとこの画面に反映されます。</translation>
    </message>
    <message>
        <source>Marker: %1</source>
        <translation>マーカー：%1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::LockButton</name>
    <message>
        <source>Privacy code: %1</source>
        <translation>プライバシーコード: %1</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::MainWindow</name>
    <message>
        <source>Lavalier</source>
        <translation>Lavalier</translation>
    </message>
    <message>
        <source>No channel chosen</source>
        <translation>チャンネル未選択</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Last recording</source>
        <translation>前回の録音</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>参加(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>退出(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>録音(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Set &amp;marker</source>
        <translation>マーカーを付ける(&amp;M)</translation>
    </message>
    <message>
        <source>Set marker with &amp;text …</source>
        <translation>文字付きマーカー(&amp;T) …</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>書き出し(&amp;E) …</translation>
    </message>
    <message>
        <source>&amp;Encryption …</source>
        <translation>暗号化(&amp;E) …</translation>
    </message>
    <message>
        <source>Copy privacy &amp;code</source>
        <translation>プライバシーコードをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>ライブ(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>録音一覧(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>検索(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Compact lanes</source>
        <translation>レーンを小さく表示(&amp;C)</translation>
    </message>
    <message>
        <source>Reset clip &amp;lamps</source>
        <translation>クリップランプを消す(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>設定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keyboard and help</source>
        <translation>キーボードとヘルプ(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Lavalier</source>
        <translation>Lavalierについて(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Call</source>
        <translation>通話(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Verify a speaker</source>
        <translation>話者を確認(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>録音(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Go on recording in</source>
        <translation>録音を続ける場所</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>マーカー</translation>
    </message>
    <message>
        <source>What happens here?</source>
        <translation>ここで何がありましたか？</translation>
    </message>
    <message>
        <source>Quit Lavalier</source>
        <translation>Lavalierを終了</translation>
    </message>
    <message>
        <source>A recording is running. What was said so far is safe on disk.</source>
        <translation>録音中です。これまでの発言はディスクに保存済みです。</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止して終了</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>録音を続ける</translation>
    </message>
    <message>
        <source>Saving is not done</source>
        <translation>保存が終わっていません</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) of audio are held in memory and would be lost.</source>
        <translation>
            <numerusform>音声 %n フレームがメモリーにあり、失われます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Lavalier goes on trying to save them. Free some space on the disk, or choose another folder.</source>
        <translation>Lavalierは保存を試し続けます。ディスクに空きを作るか、別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>それでも閉じる</translation>
    </message>
    <message>
        <source>Lose them</source>
        <translation>破棄する</translation>
    </message>
    <message>
        <source>Keep trying</source>
        <translation>試行を続ける</translation>
    </message>
    <message>
        <source>About Lavalier</source>
        <translation>Lavalierについて</translation>
    </message>
    <message>
        <source>Records Discord voice channels on your own computer: one clean, aligned track per speaker.

MIT licence. Nothing leaves this computer but the connection to Discord.</source>
        <translation>Discordのボイスチャンネルを手元のコンピューターに録音します。話者ごとに、そろった1本のトラックになります。

MITライセンス。Discordへの接続以外、このコンピューターから出るものはありません。</translation>
    </message>
    <message>
        <source>Nobody in an encrypted call</source>
        <translation>暗号化通話に誰もいません</translation>
    </message>
    <message>
        <source>&amp;Listen</source>
        <translation>聞く(&amp;L)</translation>
    </message>
    <message>
        <source>Lou&amp;der</source>
        <translation>音量を上げる(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Quieter</source>
        <translation>音量を下げる(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Tracks exported</source>
        <translation>トラックを書き出しました</translation>
    </message>
    <message>
        <source>The export failed</source>
        <translation>書き出しに失敗しました</translation>
    </message>
    <message>
        <source>Recording saved</source>
        <translation>録音を保存しました</translation>
    </message>
    <message>
        <source>Lavalier needs attention</source>
        <translation>Lavalierに注意が必要です</translation>
    </message>
    <message>
        <source>Set-up &amp;assistant …</source>
        <translation>セットアップアシスタント(&amp;A) …</translation>
    </message>
    <message>
        <source>Look around in the &amp;demo</source>
        <translation>デモで試す(&amp;D)</translation>
    </message>
    <message>
        <source>Keep in tray</source>
        <translation>トレイに残す</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>&amp;Next call</source>
        <translation>次の通話(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous call</source>
        <translation>前の通話(&amp;P)</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) are running. What was said so far is safe on disk.</source>
        <translation>
            <numerusform>%n 件の録音が進行中です。これまでの発言はディスクに保存されています。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Leave the &amp;demo</source>
        <translation>デモを終了(&amp;D)</translation>
    </message>
    <message>
        <source>Report a &amp;problem …</source>
        <translation>問題を報告(&amp;P)…</translation>
    </message>
    <message>
        <source>Show call %1</source>
        <translation>通話 %1 を表示</translation>
    </message>
    <message>
        <source>Lavalier is still running</source>
        <translation>Lavalier は動作を続けています</translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation>トレイのアイコンでウィンドウに戻れます。</translation>
    </message>
    <message>
        <source>Spea&amp;ker</source>
        <translation>話者(&amp;K)</translation>
    </message>
    <message>
        <source>Nobody has spoken yet</source>
        <translation>まだ誰も話していません</translation>
    </message>
    <message>
        <source>E&amp;xports</source>
        <translation>書き出しの一覧(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation>フォルダーを表示(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;opy files</source>
        <translation>ファイルをコピー(&amp;O)</translation>
    </message>
    <message>
        <source>Save &amp;report</source>
        <translation>レポートを保存(&amp;R)</translation>
    </message>
    <message>
        <source>None since the start</source>
        <translation>起動後の書き出しはありません</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::OutputBox</name>
    <message>
        <source>System default</source>
        <translation>システムの既定</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未接続）</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PageHeader</name>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録音一覧</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Reconnecting …</source>
        <translation>再接続中 …</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>聞く</translation>
    </message>
    <message>
        <source>Listening volume</source>
        <translation>試聴の音量</translation>
    </message>
    <message>
        <source>How loud you hear the call; what is recorded does not change</source>
        <translation>通話を聞く音量です。録音内容は変わりません</translation>
    </message>
    <message>
        <source>No output</source>
        <translation>出力なし</translation>
    </message>
    <message>
        <source>You hear the call; what is recorded does not change</source>
        <translation>通話を聞いています。録音内容は変わりません</translation>
    </message>
    <message>
        <source>There is no output to hear the call with</source>
        <translation>通話を聞くための出力がありません</translation>
    </message>
    <message>
        <source>Hear the call on this computer; what is recorded does not change</source>
        <translation>このコンピューターで通話を聞きます。録音内容は変わりません</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>デモを終了</translation>
    </message>
    <message>
        <source>This call is simulated on this computer. Close it and open the window that records Discord</source>
        <translation>この通話はこのコンピューター上のシミュレーションです。閉じて、Discord を録音するウィンドウを開きます</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::PresetBox</name>
    <message>
        <source>What was received, a track each (Ogg Opus)</source>
        <translation>受信したまま、話者ごとに1トラック（Ogg Opus）</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemBanner</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy problem</source>
        <translation>問題をコピー</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>What happened, what is safe, what to do, and the details</source>
        <translation>何が起きたか、何が無事か、何をするか、そして詳細</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ProblemStack</name>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>少なく表示</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsModel</name>
    <message>
        <source>%1 lost</source>
        <translation>%1 件欠落</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) missing</source>
        <translation>
            <numerusform>%n ファイル不足</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>more can be recovered</source>
        <translation>さらに復元可能</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::RecordingsPage</name>
    <message>
        <source>Export tracks …</source>
        <translation>トラックを書き出す …</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーに表示</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>ゴミ箱に移動</translation>
    </message>
    <message>
        <source>Find a recording</source>
        <translation>録音を検索</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録音一覧</translation>
    </message>
    <message>
        <source>Reading the recordings folder …</source>
        <translation>録音フォルダーを読み込み中 …</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>まだ録音がありません</translation>
    </message>
    <message>
        <source>Join a voice channel and press Record. What you record appears here, ready to be exported.</source>
        <translation>ボイスチャンネルに参加して「録音」を押してください。録音したものがここに現れ、書き出せます。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Move %1 to the trash? Exported files stay where they are.</source>
        <translation>%1 をゴミ箱に移動しますか？ 書き出したファイルはそのまま残ります。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>See the waveforms, listen and edit (Enter)</source>
        <translation>波形の表示、試聴、編集 (Enter)</translation>
    </message>
    <message>
        <source>Forget a person …</source>
        <translation>人を消去 …</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>復旧</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>あとで</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>フォルダーを表示</translation>
    </message>
    <message>
        <source>Recover what was interrupted</source>
        <translation>中断したものを復旧</translation>
    </message>
    <message>
        <source>Recover later</source>
        <translation>あとで復旧</translation>
    </message>
    <message>
        <source>%1 was interrupted. What was recorded until then is safe.</source>
        <translation>%1 は中断されました。それまでに録音されたものは安全です。</translation>
    </message>
    <message>
        <source>No recording has these words in its title, place, speakers or notes.</source>
        <translation>タイトル、場所、話者、メモにこの語を含む録音はありません。</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>名前を変更(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>フォルダーに表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Forget a person …</source>
        <translation>人物を消去(&amp;F) …</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>ゴミ箱に移動(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;cover</source>
        <translation>復元(&amp;C)</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>フォルダーを選択</translation>
    </message>
    <message>
        <source>Choose another recordings folder</source>
        <translation>別の録音フォルダーを選択</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>もう一度確認</translation>
    </message>
    <message>
        <source>Look for the recordings folder again</source>
        <translation>録音フォルダーをもう一度探す</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) were interrupted. What was recorded until then is safe: %1</source>
        <translation>
            <numerusform>%n 件の録音が中断されました。それまでに録音されたものは安全です: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>問題を報告</translation>
    </message>
    <message>
        <source>This is what would help to find the cause. It holds no token, no names, no paths and no ids, and Lavalier sends it to nobody: read it, then copy or save it, and add what you did and what you expected.</source>
        <translation>原因を調べる手がかりになる内容です。トークン、名前、パス、ID は含まれず、Lavalier がどこかへ送ることもありません。内容を確かめてからコピーまたは保存し、行った操作と期待した結果を書き添えてください。</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the whole report</source>
        <translation>レポート全体をコピー</translation>
    </message>
    <message>
        <source>&amp;Save …</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the report as a text file</source>
        <translation>レポートをテキストファイルとして保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>レポートを保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>It could not be saved there.</source>
        <translation>そこには保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewPage</name>
    <message>
        <source>Recordings</source>
        <translation>録音一覧</translation>
    </message>
    <message>
        <source>Back to the recordings</source>
        <translation>録音一覧に戻る</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>書き出し …</translation>
    </message>
    <message>
        <source>Export this recording</source>
        <translation>この録音を書き出す</translation>
    </message>
    <message>
        <source>Part of the recording that is shown</source>
        <translation>表示している範囲</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Notes on this recording</source>
        <translation>この録音のメモ</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Play from the cursor, or the selection</source>
        <translation>カーソルから、または選択範囲を再生</translation>
    </message>
    <message>
        <source>&amp;Play or stop</source>
        <translation>再生または停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Rename &amp;title …</source>
        <translation>タイトルを変更(&amp;T) …</translation>
    </message>
    <message>
        <source>Rename &amp;speaker …</source>
        <translation>話者名を変更(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;Leave speaker out of exports</source>
        <translation>話者を書き出しから除く(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>メモ(&amp;N)</translation>
    </message>
    <message>
        <source>Add &amp;marker …</source>
        <translation>マーカーを追加(&amp;M) …</translation>
    </message>
    <message>
        <source>&amp;Edit marker …</source>
        <translation>マーカーを編集(&amp;E) …</translation>
    </message>
    <message>
        <source>&amp;Delete marker</source>
        <translation>マーカーを削除(&amp;D)</translation>
    </message>
    <message>
        <source>Ne&amp;xt marker</source>
        <translation>次のマーカー(&amp;X)</translation>
    </message>
    <message>
        <source>Pre&amp;vious marker</source>
        <translation>前のマーカー(&amp;V)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>すべて選択(&amp;A)</translation>
    </message>
    <message>
        <source>Trim to sele&amp;ction</source>
        <translation>選択範囲に切り詰める(&amp;C)</translation>
    </message>
    <message>
        <source>Keep the &amp;whole recording</source>
        <translation>録音全体を残す(&amp;W)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>Show a&amp;ll of it</source>
        <translation>全体を表示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Back to the recordings</source>
        <translation>録音一覧に戻る(&amp;B)</translation>
    </message>
    <message>
        <source>title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>speaker&apos;s name</source>
        <translation>話者の名前</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>ゲイン</translation>
    </message>
    <message>
        <source>leaving out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>切り詰め</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>マーカー</translation>
    </message>
    <message>
        <source>change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>cannot be changed now</source>
        <translation>現在は変更できません</translation>
    </message>
    <message>
        <source>trimmed to %1</source>
        <translation>%1 に切り詰め</translation>
    </message>
    <message>
        <source>Opening the recording …</source>
        <translation>録音を開いています …</translation>
    </message>
    <message>
        <source>Nobody was heard</source>
        <translation>誰の声もありません</translation>
    </message>
    <message>
        <source>This recording holds no voice.</source>
        <translation>この録音には音声がありません。</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>元に戻す(&amp;U): %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>やり直す(&amp;R): %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>再生を停止</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>No audio output was found; plug one in to listen.</source>
        <translation>音声出力が見つかりません。聞くには接続してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) cannot be decoded and stay silent.</source>
        <translation>
            <numerusform>%n トラックをデコードできず、無音のままです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>準備中 …</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 を選択</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>マーカー</translation>
    </message>
    <message>
        <source>What happens at %1?</source>
        <translation>%1 で何がありましたか？</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Title of the recording</source>
        <translation>録音のタイトル</translation>
    </message>
    <message>
        <source>Rename speaker</source>
        <translation>話者名を変更</translation>
    </message>
    <message>
        <source>Name in this recording and its exports</source>
        <translation>この録音と書き出しでの名前</translation>
    </message>
    <message>
        <source>Dra&amp;g or copy selection</source>
        <translation>選択範囲をドラッグまたはコピー(&amp;G)</translation>
    </message>
    <message>
        <source>Preparing the selection …</source>
        <translation>選択範囲を準備しています…</translation>
    </message>
    <message>
        <source>Copied. Paste it, or drag it from here.</source>
        <translation>コピーしました。貼り付けるか、ここからドラッグしてください。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ReviewRuler</name>
    <message>
        <source>Time and markers</source>
        <translation>時間とマーカー</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>マーカーなし</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>マーカー</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SettingsPage</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Bot account</source>
        <translation>ボットのアカウント</translation>
    </message>
    <message>
        <source>Forget token</source>
        <translation>トークンを消去</translation>
    </message>
    <message>
        <source>Removes the token from memory and from the keychain and signs out</source>
        <translation>トークンをメモリーとキーチェーンから消し、サインアウトします</translation>
    </message>
    <message>
        <source>Recordings and files</source>
        <translation>録音とファイル</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>選ぶ …</translation>
    </message>
    <message>
        <source>Choose recordings folder</source>
        <translation>録音フォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>録音フォルダー</translation>
    </message>
    <message>
        <source>Names of exported tracks</source>
        <translation>書き出すトラックの名前</translation>
    </message>
    <message>
        <source>Placeholders: {number} {speaker} {server} {channel} {date} {time}</source>
        <translation>使える項目: {number} {speaker} {server} {channel} {date} {time}</translation>
    </message>
    <message>
        <source>Look and work</source>
        <translation>外観と動作</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message numerus="yes">
        <source>Automatic (%n core(s))</source>
        <translation>
            <numerusform>自動（%n コア）</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoders only draw meters and make exports; recording never waits for them</source>
        <translation>デコーダーはメーター表示と書き出しだけに使います。録音が待つことはありません</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Decoding processes at most</source>
        <translation>デコードプロセスの上限</translation>
    </message>
    <message>
        <source>Looks like: %1</source>
        <translation>表示例: %1</translation>
    </message>
    <message>
        <source>People in the call</source>
        <translation>通話の参加者</translation>
    </message>
    <message>
        <source>While recording, put “🔴 REC” before the bot&apos;s name</source>
        <translation>録音中はボットの名前の前に「🔴 REC」を付ける</translation>
    </message>
    <message>
        <source>Needs the permission “Change Nickname”; put back afterwards</source>
        <translation>「ニックネームの変更」権限が必要です。終了後に元に戻します</translation>
    </message>
    <message>
        <source>Say in the channel&apos;s chat that the call is recorded</source>
        <translation>録音中であることをチャンネルのチャットに書く</translation>
    </message>
    <message>
        <source>Needs the permission “Send Messages”</source>
        <translation>「メッセージを送信」権限が必要です</translation>
    </message>
    <message>
        <source>Not a user id: %1</source>
        <translation>ユーザー ID ではありません: %1</translation>
    </message>
    <message>
        <source>User ids with commas between them</source>
        <translation>ユーザーID（コンマ区切り）</translation>
    </message>
    <message>
        <source>People who are never recorded</source>
        <translation>決して録音しない人</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>設定を検索</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
    <message>
        <source>While in a call</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>Listen along as soon as a call is joined</source>
        <translation>通話に参加したらすぐに聞く</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Once each time the channel fills: a stop by hand stays a stop</source>
        <translation>チャンネルに人が集まるたびに1回。手動で停止したら停止のままです</translation>
    </message>
    <message>
        <source>Start recording by itself with so many people in the channel</source>
        <translation>チャンネルがこの人数になったら自動で録音開始</translation>
    </message>
    <message>
        <source>Stop recording a minute after the last person left</source>
        <translation>最後の人が退出して1分後に録音を停止</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>デスクトップ</translation>
    </message>
    <message>
        <source>Show Lavalier in the tray, where there is one</source>
        <translation>トレイがあればLavalierを表示</translation>
    </message>
    <message>
        <source>Tell me, while the window is not in front, when</source>
        <translation>ウィンドウが前面にないときに知らせること</translation>
    </message>
    <message>
        <source>a recording starts</source>
        <translation>録音の開始</translation>
    </message>
    <message>
        <source>a recording is saved</source>
        <translation>録音の保存</translation>
    </message>
    <message>
        <source>something needs attention</source>
        <translation>注意が必要なこと</translation>
    </message>
    <message>
        <source>an export is done</source>
        <translation>書き出しの完了</translation>
    </message>
    <message>
        <source>No setting is about “%1”.</source>
        <translation>「%1」に関する設定はありません。</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>試聴</translation>
    </message>
    <message>
        <source>Play calls and recordings through</source>
        <translation>通話と録音の再生先</translation>
    </message>
    <message>
        <source>No audio output was found; one that is plugged in appears here.</source>
        <translation>音声出力が見つかりません。接続するとここに表示されます。</translation>
    </message>
    <message>
        <source>Exports begin with</source>
        <translation>書き出しの初期設定</translation>
    </message>
    <message>
        <source>Closing the window keeps Lavalier running in the tray</source>
        <translation>ウィンドウを閉じてもトレイで動作を続ける</translation>
    </message>
    <message>
        <source>A call and its recording go on; Quit ends Lavalier</source>
        <translation>通話と録音は続きます。終了するには「終了」を選びます</translation>
    </message>
    <message>
        <source>This desktop shows no tray</source>
        <translation>このデスクトップにはトレイがありません</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::SetupAssistant</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Skip set-up</source>
        <translation>セットアップを省略</translation>
    </message>
    <message>
        <source>Set-up assistant</source>
        <translation>セットアップアシスタント</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1 / %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Welcome to Lavalier</source>
        <translation>Lavalierへようこそ</translation>
    </message>
    <message>
        <source>Lavalier records Discord voice channels on this computer: one clean track for every speaker, all of the same length.

For that it joins a channel as a bot that belongs to you. Making one takes about five minutes and costs nothing. Nothing leaves this computer but the connection to Discord.</source>
        <translation>LavalierはDiscordのボイスチャンネルをこのコンピューターに録音します。話者ごとに1本のトラックになり、長さはすべて同じです。

そのために、あなたのボットとしてチャンネルに参加します。ボットの作成は約5分で、費用はかかりません。Discordへの接続以外、このコンピューターから出るものはありません。</translation>
    </message>
    <message>
        <source>You can leave at any step. Help, “Set-up assistant” brings you back.</source>
        <translation>どのステップでもやめられます。「ヘルプ」の「セットアップアシスタント」で戻れます。</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>デモで試す</translation>
    </message>
    <message>
        <source>A simulated call on this computer; it needs no bot and no network</source>
        <translation>このコンピューター上の模擬通話です。ボットもネットワークも不要です</translation>
    </message>
    <message>
        <source>Create an application</source>
        <translation>アプリケーションを作る</translation>
    </message>
    <message>
        <source>1. Open Discord&apos;s developer page and sign in.
2. Press “New Application”, give it the name your bot shall have, and confirm.
3. Choose “Bot” on the left and press “Reset Token”. Discord shows the token once: copy it.</source>
        <translation>1. Discordの開発者ページを開き、サインインします。
2. 「New Application」を押し、ボットの名前を付けて確定します。
3. 左の「Bot」を選び、「Reset Token」を押します。トークンは一度だけ表示されるので、コピーしてください。</translation>
    </message>
    <message>
        <source>Discord may ask for your password or a code before it shows the token. No “Privileged Gateway Intent” needs to be switched on.</source>
        <translation>トークンの表示前にパスワードやコードを求められることがあります。「Privileged Gateway Intent」を有効にする必要はありません。</translation>
    </message>
    <message>
        <source>Discord&apos;s developer page</source>
        <translation>Discordの開発者ページ</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Paste the token</source>
        <translation>トークンを貼り付ける</translation>
    </message>
    <message>
        <source>The token is the bot&apos;s password. Lavalier keeps it in the system keychain or, if you prefer, only until it is closed; never in a file.</source>
        <translation>トークンはボットのパスワードです。Lavalierはシステムのキーチェーンに、または希望すれば終了するまでだけ保持し、ファイルには決して書きません。</translation>
    </message>
    <message>
        <source>If Discord refuses it, reset it once more on the “Bot” page: an older token stops working. The client secret and the public key are something else.</source>
        <translation>Discordが拒否したら、「Bot」ページでもう一度リセットしてください。古いトークンは使えなくなります。クライアントシークレットや公開鍵は別のものです。</translation>
    </message>
    <message>
        <source>Invite the bot</source>
        <translation>ボットを招待する</translation>
    </message>
    <message>
        <source>Open this link and choose your server. The bot asks to see channels and to connect to them; what else it may do is up to you:</source>
        <translation>このリンクを開き、サーバーを選んでください。ボットはチャンネルを見ることと接続することを求めます。ほかの権限はあなたしだいです:</translation>
    </message>
    <message>
        <source>Only somebody who may manage the server can invite a bot. Private channels must let it in one by one: channel settings, “Permissions”.</source>
        <translation>ボットを招待できるのはサーバーを管理できる人だけです。プライベートチャンネルでは個別に許可が必要です（チャンネルの設定 →「権限」）。</translation>
    </message>
    <message>
        <source>Change its nickname: its name says that it records</source>
        <translation>ニックネームの変更: 名前で録音中と分かります</translation>
    </message>
    <message>
        <source>Send messages: a line in the channel&apos;s chat says so too</source>
        <translation>メッセージを送信: チャンネルのチャットにも1行書きます</translation>
    </message>
    <message>
        <source>Speak: Lavalier itself stays silent; for your own announcements</source>
        <translation>発言: Lavalier自体は話しません。ご自身の告知用です</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>招待リンク</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>録音の保存先</translation>
    </message>
    <message>
        <source>A speaker takes about 40 MB an hour at most. Choose a disk with room; a folder that is synchronised or on a network may be too slow.</source>
        <translation>1人あたり最大で1時間約40MBです。空きのあるディスクを選んでください。同期フォルダーやネットワーク上のフォルダーは遅すぎることがあります。</translation>
    </message>
    <message>
        <source>Recordings folder</source>
        <translation>録音フォルダー</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>選ぶ …</translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation>試しに録音</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>10秒録音する</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>試し録音</translation>
    </message>
    <message>
        <source>Appears once the token works</source>
        <translation>トークンが有効になると表示されます</translation>
    </message>
    <message>
        <source>The bot is in no server yet. This page notices when it is.</source>
        <translation>ボットはまだどのサーバーにもいません。参加するとこのページに表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>The bot is in %n server(s).</source>
        <translation>
            <numerusform>ボットは %n サーバーに参加しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Recording and exporting …</source>
        <translation>録音して書き出し中 …</translation>
    </message>
    <message numerus="yes">
        <source>It works: %n track(s), each %1 s long to the sample.</source>
        <translation>
            <numerusform>成功しました: %n トラック、どれもサンプル単位で正確に %1 秒です。</numerusform>
        </translation>
    </message>
    <message>
        <source>The rehearsal could not be started: a part of Lavalier is missing. Install it again.</source>
        <translation>試しの録音を始められませんでした。Lavalier の一部が見つかりません。インストールし直してください。</translation>
    </message>
    <message>
        <source>The recording could not be written. Go back one step and choose a folder that can be written to, on a disk with room.</source>
        <translation>録音を書き込めませんでした。一つ前に戻り、空きのあるディスクの書き込めるフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>It was recorded, but no tracks could be made of it. See that the disk has room and try again; if it fails again, install Lavalier again.</source>
        <translation>録音はできましたが、トラックを作れませんでした。ディスクに空きがあるか確かめてもう一度試し、また失敗したら Lavalier をインストールし直してください。</translation>
    </message>
    <message>
        <source>It took too long: the computer or the folder&apos;s disk is busy. End what else is running or choose another folder, then try again.</source>
        <translation>時間がかかりすぎました。コンピューターかフォルダーのディスクが忙しいようです。ほかのものを終わらせるか別のフォルダーを選んで、もう一度試してください。</translation>
    </message>
    <message>
        <source>The rehearsal failed. Try again; if it fails again, Help, “Report a problem” gathers what we need to know.</source>
        <translation>試しの録音に失敗しました。もう一度試し、また失敗したら「ヘルプ」の「問題を報告」が必要な情報を集めます。</translation>
    </message>
    <message>
        <source>A disk that is full, write-protected or not connected takes no recording. Lavalier tries the folder as soon as it is chosen.</source>
        <translation>満杯、書き込み禁止、または未接続のディスクには録音できません。フォルダーは選ばれるとすぐに試されます。</translation>
    </message>
    <message>
        <source>Ten seconds of a simulated call are recorded and exported in your recordings folder, for real. Nothing is sent to Discord, and the files are removed again.</source>
        <translation>模擬通話を10秒間、録音フォルダーで実際に録音して書き出します。Discord には何も送られず、ファイルは後で削除されます。</translation>
    </message>
    <message>
        <source>Most often the folder cannot be written to: go back one step and choose another. On a very busy computer it may take a minute.</source>
        <translation>多くの場合、フォルダーに書き込めないのが原因です。一つ前に戻って別のものを選んでください。とても忙しいコンピューターでは1分かかることがあります。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutHelp</name>
    <message>
        <source>Keyboard and help</source>
        <translation>キーボードとヘルプ</translation>
    </message>
    <message>
        <source>Join a channel, press Record, and every speaker becomes a track of their own. The clock shows what has reached the disk.</source>
        <translation>チャンネルに参加して「録音」を押すと、話者ごとに1本のトラックになります。時計はディスクに届いた分を示します。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::ShortcutList</name>
    <message>
        <source>Keys for %1</source>
        <translation>%1 のキー</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Default keys for %1</source>
        <translation>%1 の既定のキー</translation>
    </message>
    <message>
        <source>%1 are already the keys for “%2”.</source>
        <translation>%1 はすでに「%2」のキーです。</translation>
    </message>
    <message>
        <source>In the list of recordings</source>
        <translation>録音の一覧で</translation>
    </message>
    <message>
        <source>In an opened recording</source>
        <translation>開いた録音で</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>どこでも</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TimeRuler</name>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 秒</translation>
    </message>
    <message>
        <source>Time and markers</source>
        <translation>時間とマーカー</translation>
    </message>
    <message>
        <source>no markers</source>
        <translation>マーカーなし</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TokenForm</name>
    <message>
        <source>Keep in the system keychain</source>
        <translation>システムのキーチェーンに保存</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Bot token</source>
        <translation>ボットのトークン</translation>
    </message>
    <message>
        <source>This does not look like a bot token, which has three parts with dots between them. The client secret and the public key are something else.</source>
        <translation>ボットのトークンではないようです。トークンはドットで区切られた3つの部分からなります。クライアントシークレットや公開鍵は別のものです。</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TrackRow</name>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>not exported</source>
        <translation>書き出し対象外</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>ソロ</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 をミュート</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>%1 をソロ</translation>
    </message>
    <message>
        <source>Do not hear %1</source>
        <translation>%1 を聞かない</translation>
    </message>
    <message>
        <source>Hear only %1, and who else is soloed</source>
        <translation>%1 と、ほかのソロの人だけを聞く</translation>
    </message>
    <message>
        <source>Gain of %1</source>
        <translation>%1 のゲイン</translation>
    </message>
    <message>
        <source>Louder or softer, here and in exports</source>
        <translation>ここと書き出しでの音量</translation>
    </message>
    <message>
        <source>left out of exports</source>
        <translation>書き出しから除外</translation>
    </message>
    <message>
        <source>Rename speaker …</source>
        <translation>話者名を変更 …</translation>
    </message>
    <message>
        <source>Leave out of exports</source>
        <translation>書き出しから除く</translation>
    </message>
    <message>
        <source>Reset gain</source>
        <translation>ゲインを戻す</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::TransportBar</name>
    <message>
        <source>Join</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>マーカー</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>書き出し …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n トラック</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n speaker(s)</source>
        <translation>
            <numerusform>話者 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>ディスクに %1</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) not written</source>
        <translation>
            <numerusform>%n フレーム書き込めず</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s held in memory</source>
        <translation>%1 秒分をメモリーに保持</translation>
    </message>
    <message>
        <source>may fall asleep</source>
        <extracomment>The computer may; stands in the status line while nothing can prevent it.</extracomment>
        <translation>スリープの可能性</translation>
    </message>
    <message>
        <source>no notice in the call</source>
        <translation>通話に表示なし</translation>
    </message>
    <message>
        <source>no notice</source>
        <translation>表示なし</translation>
    </message>
    <message>
        <source>notice shown in the call</source>
        <translation>通話に表示中</translation>
    </message>
    <message>
        <source>notice shown</source>
        <translation>表示中</translation>
    </message>
    <message>
        <source>Nothing tells the people in the call that they are recorded</source>
        <translation>録音されていることが通話の参加者に知らされていません</translation>
    </message>
    <message>
        <source>The people in the call can see that they are recorded</source>
        <translation>通話の参加者は録音されていることを確認できます</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::Tray</name>
    <message>
        <source>Show Lavalier</source>
        <translation>Lavalierを表示</translation>
    </message>
</context>
<context>
    <name>lavalier::ui::WaveView</name>
    <message>
        <source>Waveform of %1</source>
        <translation>%1 の波形</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>無音</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>The waveform could not be drawn.</source>
        <translation>波形を描けませんでした。</translation>
    </message>
    <message>
        <source>Drawing the waveform … %1</source>
        <translation>波形を描画中 … %1</translation>
    </message>
    <message>
        <source>The waveform waits to be drawn …</source>
        <translation>波形は描画待ちです …</translation>
    </message>
</context>
</TS>
