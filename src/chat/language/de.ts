/** @file What members read in German, by the English sentence; `{0:a|b}` is the form that goes with the first value. */

export const german: Readonly<Record<string, string>> = {
  'You already have {0} pictures on their way. Wait for one, or cancel one: /queue lists them.':
    'Du hast schon {0} Bilder in Arbeit. Warte auf eines oder brich eines ab: /queue zeigt sie.',
  'You already have {0} pictures that wait for a moderator: wait for an answer first.':
    'Du hast schon {0} Bilder, die auf die Moderation warten: Warte erst auf eine Antwort.',
  '{0} of your questions to other members wait already: wait for an answer first.':
    '{0} deiner Fragen an andere Mitglieder warten schon: Warte erst auf eine Antwort.',
  '{0} has said no to you today: ask again tomorrow at the earliest.':
    '{0} hat heute schon Nein zu dir gesagt: Frag frühestens morgen wieder.',
  '{0} has too many questions waiting: try again later.':
    'Bei {0} warten zu viele Fragen: Versuch es später noch einmal.',
  'I cannot reach {0}, so nobody was asked: they have to allow private messages from here.':
    'Ich kann {0} nicht erreichen, deshalb wurde niemand gefragt: Private Nachrichten von hier müssen dort erlaubt sein.',
  'You agreed. A moderator must see it before it is drawn.':
    'Du hast zugestimmt. Bevor es gemalt wird, muss es noch jemand aus der Moderation sehen.',
  'You agreed, this once. /identity uses lists it, and /identity recall takes the picture back.':
    'Du hast zugestimmt, dieses eine Mal. /identity uses führt es auf, und /identity recall holt das Bild zurück.',
  'It cannot be drawn any more. {0}': 'Es kann nicht mehr gemalt werden. {0}',
  'You agreed, but it cannot be drawn any more.':
    'Du hast zugestimmt, aber es kann nicht mehr gemalt werden.',
  'about {0} s': 'etwa {0} s',
  'about {0} min': 'etwa {0} min',
  'next in the queue': 'als Nächstes an der Reihe',
  'second in the queue': 'als Zweites an der Reihe',
  'third in the queue': 'als Drittes an der Reihe',
  'number {0} in the queue': 'Nummer {0} in der Warteschlange',
  'I draw you in any scene you can describe. Register a face once with /identity register, then write S* where you go: /imagine S* as a chef.':
    'Ich male dich in jeder Szene, die du beschreiben kannst. Registriere dein Gesicht einmal mit /identity register und schreib dann S* dorthin, wo du hinsollst: /imagine S* as a chef.',
  'There is no command /{0}. /help lists all.': 'Den Befehl /{0} gibt es nicht. /help zeigt alle.',
  ' (optional)': ' (freiwillig)',
  ' until {0}': ' bis {0}',
  ' Their reason: {0}': ' Ihr Grund: {0}',
  'The moderators of this community have blocked you from drawing here{0}.{1}':
    'Die Moderation dieser Gemeinschaft hat dich hier vom Malen ausgeschlossen{0}.{1}',
  'Your role draws no pictures in this community: ask its moderators.':
    'Deine Rolle malt in dieser Gemeinschaft keine Bilder: Frag die Moderation.',
  'You have {0} of today’s {1} {1:picture|pictures} left here; the next day begins at 00:00 UTC, in about {2} h.':
    'Heute darfst du hier {1} {1:Bild|Bilder} malen und hast {0} übrig; der nächste Tag beginnt um 00:00 UTC, in etwa {2} h.',
  none: 'keines',
  'only {0}': 'nur {0}',
  'No moderator has decided in time: the picture is deleted.':
    'Die Moderation hat nicht rechtzeitig entschieden: Das Bild ist gelöscht.',
  'No moderator has decided in time: nothing is drawn.':
    'Die Moderation hat nicht rechtzeitig entschieden: Es wird nichts gemalt.',
  'Not everybody who is in it has agreed in time: nothing is drawn.':
    'Nicht alle, die darin vorkommen, haben rechtzeitig zugestimmt: Es wird nichts gemalt.',
  'There was no yes in time: nothing is registered, and the photo is deleted.':
    'Das Ja kam nicht rechtzeitig: Nichts ist registriert, und das Foto ist gelöscht.',
  'You have not answered in time: nothing happens without your yes.':
    'Du hast nicht rechtzeitig geantwortet: Ohne dein Ja geschieht nichts.',
  'The term is over: the identity is deleted.': 'Die Frist ist um: Die Identität ist gelöscht.',
  'You have not answered in time: nothing was deleted.':
    'Du hast nicht rechtzeitig geantwortet: Nichts wurde gelöscht.',
  'S*{0} ({1} in it)': 'S*{0} (darin {1})',
  '{0} asks to draw you, {1}: “{2}”\nYour yes is for this one request. Without it nothing is drawn.':
    '{0} möchte dich malen, {1}: „{2}“\nDein Ja gilt nur für diese eine Bitte. Ohne es wird nichts gemalt.',
  'Allow this once': 'Dieses Mal erlauben',
  'This waits for the yes of {0} before it is drawn.': 'Das wartet auf das Ja von {0}, bevor es gemalt wird.',
  'Take back': 'Zurücknehmen',
  'Several members share an identity called "{0}" with you: write @ and the member\'s name instead.':
    'Mehrere Mitglieder teilen eine Identität namens „{0}“ mit dir: Schreib stattdessen @ und den Namen des Mitglieds.',
  'That member has no identity that you may draw here: they can allow it with /identity share.':
    'Dieses Mitglied hat keine Identität, die du hier malen darfst: Mit /identity share kann es das erlauben.',
  'You have no identity yet: /identity register makes one from a photo.':
    'Du hast noch keine Identität: /identity register macht eine aus einem Foto.',
  'You have no identity yet, and nobody shares one called "{0}" with you: /identity register makes one from a photo.':
    'Du hast noch keine Identität, und niemand teilt eine namens „{0}“ mit dir: /identity register macht eine aus einem Foto.',
  'You have no identity called "{0}". You have {1}.': 'Du hast keine Identität namens „{0}“. Du hast {1}.',
  'The moderators of this community have suspended your identity "{0}" here.{1}':
    'Die Moderation dieser Gemeinschaft hat deine Identität „{0}“ hier gesperrt.{1}',
  'Try again': 'Noch einmal versuchen',
  'Edit prompt': 'Text ändern',
  Delete: 'Löschen',
  'Only {0}': '{0} allein',
  Vary: 'Abwandeln',
  'Vary {0}': '{0} abwandeln',
  'Re-roll': 'Neu würfeln',
  Report: 'Melden',
  'Cancelled.': 'Abgebrochen.',
  'seed {0}': 'Seed {0}',
  '{0} {0:step|steps}': '{0} {0:Schritt|Schritte}',
  'guidance {0}': 'Führung {0}',
  'without {0}': 'ohne {0}',
  'a variation': 'eine Abwandlung',
  'the best of {0}': 'das beste von {0}',
  'likeness {0} of 100': 'Ähnlichkeit {0} von 100',
  'no face to compare': 'kein Gesicht zum Vergleichen',
  'A weak match: this may not look like the person. Try again, or say it in other words.':
    'Wenig ähnlich: Das sieht der Person vielleicht nicht gleich. Versuch es noch einmal oder sag es mit anderen Worten.',
  Picture: 'Bild',
  'Picture {0} of {1}': 'Bild {0} von {1}',
  ', style {0}': ', Stil {0}',
  '{0} drawn for “{1}”{2}': '{0}, gemalt für „{1}“{2}',
  'Drawing begins': 'Das Malen beginnt',
  ', finishing': ', gleich fertig',
  'Step {0} of {1}{2}': 'Schritt {0} von {1}{2}',
  '{0}; no worker is running at the moment, it starts when one is back':
    '{0}; im Moment läuft kein Worker, es geht los, sobald wieder einer da ist',
  'The picture while it is being drawn': 'Das Bild, während es gemalt wird',
  '... and {0} more.': '... und {0} weitere.',
  'Cancel it': 'Abbrechen',
  'Cancel {0}': '{0} abbrechen',
  'None of them is yours.': 'Keines davon ist deins.',
  'Yours:': 'Deine:',
  'no worker is running at the moment': 'im Moment läuft kein Worker',
  'up to {0} {0:job|jobs} at once': 'bis zu {0} {0:Auftrag|Aufträge} zugleich',
  'Nothing is waiting, but no worker is running at the moment: your next picture begins once one is back.':
    'Nichts wartet, aber im Moment läuft kein Worker: Dein nächstes Bild beginnt, sobald wieder einer da ist.',
  'Nothing is waiting: your next picture begins at once.':
    'Nichts wartet: Dein nächstes Bild beginnt sofort.',
  '{0} {0:picture|pictures} waiting, {1} being drawn, {2}.':
    '{0} {0:Bild wartet|Bilder warten}, {1} {1:wird|werden} gerade gemalt, {2}.',
  'being drawn': 'wird gerade gemalt',
  'Only the member whose face it is can agree to that.':
    'Nur das Mitglied, dessen Gesicht es ist, kann dem zustimmen.',
  'You have agreed already; the registration is on its way.':
    'Du hast schon zugestimmt; die Registrierung ist unterwegs.',
  'This button is not one of mine: ask again by a command.':
    'Dieser Knopf ist keiner von mir: Frag noch einmal mit einem Befehl.',
  'That is not asked any more: it was answered, taken back, or waited too long.':
    'Danach wird nicht mehr gefragt: Es wurde beantwortet, zurückgenommen oder hat zu lange gewartet.',
  'The photo is not there any more: nothing is registered.':
    'Das Foto ist nicht mehr da: Nichts wird registriert.',
  'You agreed. Once it is read, "{0}" is one of your identities: /identity list shows it, and /identity share, uses and delete are yours.':
    'Du hast zugestimmt. Sobald es gelesen ist, gehört „{0}“ zu deinen Identitäten: /identity list zeigt sie, und /identity share, uses und delete gehören dir.',
  'An identity in it has been deleted or has expired meanwhile.':
    'Eine Identität darin wurde inzwischen gelöscht oder ist abgelaufen.',
  'The identity is not there any more: nothing is drawn.':
    'Die Identität ist nicht mehr da: Es wird nichts gemalt.',
  'You agreed. It is drawn once the others who are in it agree too.':
    'Du hast zugestimmt. Es wird gemalt, sobald auch die anderen zustimmen, die darin vorkommen.',
  'It is finished already: the button Delete under it takes it away.':
    'Es ist schon fertig: Der Knopf „Löschen“ darunter nimmt es weg.',
  'You have agreed already: /identity delete takes it back.':
    'Du hast schon zugestimmt: /identity delete nimmt es zurück.',
  'Nothing was deleted.': 'Nichts wurde gelöscht.',
  'Nothing was registered, and the photo is deleted.': 'Nichts wurde registriert, und das Foto ist gelöscht.',
  'I could not take the message away: please delete it yourself, or ask a moderator.':
    'Ich konnte die Nachricht nicht wegnehmen: Bitte lösch sie selbst oder wende dich an die Moderation.',
  'That is not asked any more.': 'Danach wird nicht mehr gefragt.',
  'Nothing of it is left.': 'Davon ist nichts mehr übrig.',
  'The photo is deleted, and nothing is registered.': 'Das Foto ist gelöscht, und nichts wird registriert.',
  'Nothing is drawn.': 'Es wird nichts gemalt.',
  '{0} did not agree. {1}': '{0} hat nicht zugestimmt. {1}',
  'You said no. {0} {1} cannot ask you again today.':
    'Du hast Nein gesagt. {0} {1} kann dich heute nicht noch einmal fragen.',
  'Edit the prompt': 'Text ändern',
  'Draw it': 'Malen',
  'What to draw, with S* where you go': 'Was gemalt werden soll, mit S* für dich',
  'What should not be in the picture': 'Was nicht auf dem Bild sein soll',
  'That has {0} characters: shorten it to at most {1}.': 'Das hat {0} Zeichen: Kürze es auf höchstens {1}.',
  'That identity is deleted or has expired: /identity register makes a new one.':
    'Diese Identität ist gelöscht oder abgelaufen: /identity register macht eine neue.',
  'It is renewed already.': 'Sie ist schon verlängert.',
  '"{0}" is kept until {1}.': '„{0}“ bleibt bis zum {1} erhalten.',
  'Report this picture': 'Dieses Bild melden',
  'What is wrong with it': 'Was damit nicht stimmt',
  'Say in a few words what is wrong with it.': 'Sag in ein paar Worten, was damit nicht stimmt.',
  'You have reported it already; it waits for a moderator.':
    'Du hast es schon gemeldet; es wartet auf die Moderation.',
  'Thank you. The moderators have it before them; nobody is told that it was you.':
    'Danke. Es liegt der Moderation vor; niemand erfährt, dass du es warst.',
  'That picture is not there any more: re-roll it, or ask for it anew.':
    'Dieses Bild ist nicht mehr da: Würfle neu oder frag neu danach.',
  'This button does not belong to a picture: /imagine draws one.':
    'Dieser Knopf gehört zu keinem Bild: /imagine malt eines.',
  'Plain S* now stands for "{0}".': 'S* allein steht jetzt für „{0}“.',
  '"{0}" is deleted. {1}': '„{0}“ ist gelöscht. {1}',
  '"{0}" no longer exists: /identity list shows what does.':
    '„{0}“ gibt es nicht mehr: /identity list zeigt, was es gibt.',
  '"{0}" as files. learned_embeds.safetensors is S* itself: whoever has it can draw you with Stable Diffusion tools that know the model "{1}". Keep it as you would keep a photo.':
    '„{0}“ als Dateien. learned_embeds.safetensors ist S* selbst: Wer es hat, kann dich mit Werkzeugen für Stable Diffusion malen, die das Modell „{1}“ kennen. Hüte es wie ein Foto.',
  'This deletes all your identities, cancels your pictures on their way, and takes away those that I have posted for you. It cannot be undone.':
    'Das löscht alle deine Identitäten, bricht deine Bilder in Arbeit ab und nimmt die weg, die ich für dich gepostet habe. Es lässt sich nicht rückgängig machen.',
  'Forget me': 'Vergiss mich',
  'Keep everything': 'Alles behalten',
  ', {0} picture {0:post|posts} of others with your face': ', {0} {0:Bild|Bilder} anderer mit deinem Gesicht',
  'Receipt {0}, {1}': 'Beleg {0}, {1}',
  'Deleted: {0} {0:identity|identities}, {1} waiting {1:photo|photos}, {2} {2:request with its pictures|requests with their pictures}{3}.':
    'Gelöscht: {0} {0:Identität|Identitäten}, {1} {1:wartendes Foto|wartende Fotos}, {2} {2:Anfrage|Anfragen} mit ihren Bildern{3}.',
  '{0} {0:message|messages} still {0:stands|stand}: the platform did not take them away. Delete them there.':
    '{0} {0:Nachricht steht|Nachrichten stehen} noch: Die Plattform hat sie nicht weggenommen. Lösch sie dort.',
  'That did not get a yes: nothing is kept of it.': 'Dazu kam kein Ja: Davon wird nichts aufgehoben.',
  '{0}: kept until {1}': '{0}: bleibt bis zum {1}',
  you: 'du',
  'a member who was forgotten': 'ein vergessenes Mitglied',
  'in private messages': 'in privaten Nachrichten',
  'in community {0}': 'in Gemeinschaft {0}',
  here: 'hier',
  'in channel {0}': 'in Kanal {0}',
  'recalled, but its message still stands: recall it again':
    'zurückgeholt, aber die Nachricht steht noch: Hol es noch einmal zurück',
  recalled: 'zurückgeholt',
  deleted: 'gelöscht',
  '{0}, on its way': '{0}, unterwegs',
  'No use of your face begins with "{0}": /identity uses lists them.':
    'Keine Verwendung deines Gesichts beginnt mit „{0}“: /identity uses zeigt sie.',
  'Several begin with "{0}": write more of its letters.':
    'Mehrere beginnen mit „{0}“: Schreib mehr Buchstaben.',
  '{0} (default)': '{0} (üblich)',
  'S*{0} (your default, also plain S*)': 'S*{0} (deine übliche, auch S* allein)',
  'Nothing of it is left, not even on disk.': 'Davon ist nichts mehr übrig, auch auf der Festplatte nicht.',
  'Its key is destroyed; the last sealed traces on disk go when Redis next rewrites its files.':
    'Der Schlüssel ist zerstört; die letzten versiegelten Spuren auf der Festplatte verschwinden, wenn Redis seine Dateien das nächste Mal neu schreibt.',
  'There is nothing to recall.': 'Es gibt nichts zurückzuholen.',
  ' {0} of them still {0:stands|stand}, because the platform did not take them away: recall again later.':
    ' {0} davon {0:steht|stehen} noch, weil die Plattform sie nicht weggenommen hat: Hol sie später noch einmal zurück.',
  'Recalled one use of your face, with all pictures of it.{0}':
    'Eine Verwendung deines Gesichts ist zurückgeholt, mit allen Bildern davon.{0}',
  'Recalled {0} uses of your face, with all pictures of it.{1}':
    '{0} Verwendungen deines Gesichts sind zurückgeholt, mit allen Bildern davon.{1}',
  '{0} has sent a photo that is said to show you, and asks to register your face as S*{1}.':
    '{0} hat ein Foto geschickt, das dich zeigen soll, und möchte dein Gesicht als S*{1} registrieren.',
  '{0} may then draw you until you change that with /identity share. Without your yes, the photo is deleted in {1} minutes.':
    '{0} darf dich dann malen, bis du das mit /identity share änderst. Ohne dein Ja wird das Foto in {1} Minuten gelöscht.',
  'I agree': 'Ich stimme zu',
  '{0} is asked. Without a yes within {1} minutes the photo is deleted; with it, the identity is theirs.':
    '{0} ist gefragt. Ohne ein Ja binnen {1} Minuten wird das Foto gelöscht; mit ihm gehört die Identität dem gefragten Mitglied.',
  'You have {0} identities, which is the most: delete one first, then press again.':
    'Du hast {0} Identitäten, mehr gehen nicht: Lösch erst eine und drück dann noch einmal.',
  'You already have an identity called "{0}": rename that one first, then press again.':
    'Du hast schon eine Identität namens „{0}“: Benenne sie erst um und drück dann noch einmal.',
  '"{0}" is not a picture: send a PNG, JPEG or WebP.': '„{0}“ ist kein Bild: Schick ein PNG, JPEG oder WebP.',
  'You already have {0} photos that wait: agree or say no under one of them first.':
    'Du hast schon {0} Fotos, die warten: Stimm erst einem zu oder lehn eines ab.',
  'Without your yes, the photo is deleted in {0} minutes.':
    'Ohne dein Ja wird das Foto in {0} Minuten gelöscht.',
  'No, delete the photo': 'Nein, Foto löschen',
  'You already have an identity called "{0}": choose another name, or delete that one first.':
    'Du hast schon eine Identität namens „{0}“: Wähl einen anderen Namen oder lösch sie erst.',
  'You have {0} identities, which is the most: delete one first.':
    'Du hast {0} Identitäten, mehr gehen nicht: Lösch erst eine.',
  'Your identity "{0}" expires on {1} and is deleted then, unless you renew it. Renewing says once more: {2}':
    'Deine Identität „{0}“ läuft am {1} ab und wird dann gelöscht, wenn du sie nicht verlängerst. Verlängern sagt noch einmal: {2}',
  Renew: 'Verlängern',
  'It is called "{0}" already.': 'Sie heißt schon „{0}“.',
  '"{0}" is now "{1}": write S*{2}.': '„{0}“ heißt jetzt „{1}“: Schreib S*{2}.',
  '"{0}" is kept until {1}. You agreed once more to: {2}':
    '„{0}“ bleibt bis zum {1} erhalten. Du hast noch einmal zugestimmt: {2}',
  'You are asked each time.': 'Du wirst jedes Mal gefragt.',
  'You are not asked; /identity uses lists every use.':
    'Du wirst nicht gefragt; /identity uses führt jede Verwendung auf.',
  'S*{0} may be drawn by everybody in this community. {1}':
    'S*{0} dürfen in dieser Gemeinschaft alle malen. {1}',
  'S*{0} may be drawn by everybody in the community where you said so. {1}':
    'S*{0} dürfen in der Gemeinschaft, in der du es gesagt hast, alle malen. {1}',
  'S*{0} may be drawn by {1}. {2}': 'S*{0} malen dürfen: {1}. {2}',
  'S*{0} is private: only you may draw it.': 'S*{0} ist privat: Nur du darfst es malen.',
  'You may always draw yourself: name somebody else.':
    'Dich selbst darfst du immer malen: Nenne jemand anderen.',
  'At most {0} members can be named: remove one first.':
    'Höchstens {0} Mitglieder können genannt werden: Nimm erst eines heraus.',
  'Say that in the community whose members you mean.':
    'Sag das in der Gemeinschaft, deren Mitglieder du meinst.',
  'Registered on {0}, kept until {1}.': 'Registriert am {0}, bleibt bis zum {1} erhalten.',
  'S* is {0} sealed vectors of {1} numbers, for the model "{2}". The photo was deleted.':
    'S* sind {0} versiegelte Vektoren aus je {1} Zahlen, für das Modell „{2}“. Das Foto wurde gelöscht.',
  'With it, {0} sealed numbers by which likeness is judged.':
    'Dazu {0} versiegelte Zahlen, an denen die Ähnlichkeit gemessen wird.',
  'Another member had sent the photo and asked you.':
    'Ein anderes Mitglied hatte das Foto geschickt und dich gefragt.',
  'You agreed on {0} to: {1}': 'Am {0} hast du zugestimmt: {1}',
  'Receipt {0}.': 'Beleg {0}.',
  'Nobody has had your face drawn.': 'Niemand hat dein Gesicht malen lassen.',
  '... and {0} older {0:one|ones}.': '... und {0} {0:ältere|ältere}.',
  '/identity recall takes pictures back: one by its letters, or all.':
    '/identity recall holt Bilder zurück: eines mit seinen Buchstaben, oder alle mit „all“.',
  'Reading the face': 'Das Gesicht wird gelesen',
  'Turning the photo into S* ...': 'Aus dem Foto wird S* ...',
  '{0} has agreed, and is registered as "{1}", until {2}. The photo has been deleted; the identity is theirs.\nTry: /imagine S*{3} as a chef.':
    '{0} hat zugestimmt und ist als „{1}“ registriert, bis zum {2}. Das Foto ist gelöscht; die Identität gehört dem gefragten Mitglied.\nProbier: /imagine S*{3} as a chef.',
  'You are registered as "{0}", until {1}. The photo has been deleted.\nTry: /imagine S*{2} as a chef. Plain S* stands for your default identity.':
    'Du bist als „{0}“ registriert, bis zum {1}. Das Foto ist gelöscht.\nProbier: /imagine S*{2} as a chef. S* allein steht für deine übliche Identität.',
  'Nothing was registered, and the photo has been deleted.':
    'Nichts wurde registriert, und das Foto ist gelöscht.',
  'A moderator has decided against this picture.': 'Die Moderation hat sich gegen dieses Bild entschieden.',
  '{0} is deleted. {1}': '{0} ist gelöscht. {1}',
  'This request waits for a moderator’s yes before it is drawn.':
    'Diese Bitte wartet auf das Ja der Moderation, bevor sie gemalt wird.',
  'The picture is drawn, and waits for a moderator’s yes before it is shown.':
    'Das Bild ist gemalt und wartet auf das Ja der Moderation, bevor es gezeigt wird.',
  'The photo waited too long and has been deleted: please register again.':
    'Das Foto hat zu lange gewartet und ist gelöscht: Bitte registriere dich noch einmal.',
  'The model that draws here has learnt square pictures only: ask for a square one.':
    'Das Modell, das hier malt, hat nur quadratische Bilder gelernt: Bitte um ein quadratisches.',
  '{0} has been deleted or has expired meanwhile: /identity list shows what you have.':
    '{0} ist inzwischen gelöscht oder abgelaufen: /identity list zeigt, was du hast.',
  '{0} was registered for another model than the one that draws now: please register the face again.':
    '{0} wurde für ein anderes Modell registriert als das, das jetzt malt: Bitte registriere das Gesicht noch einmal.',
  '{0} may not be drawn in this community any more.':
    '{0} darf in dieser Gemeinschaft nicht mehr gemalt werden.',
  '{0} may not be drawn by you any more, as its owner has said: ask that member.':
    '{0} darfst du nicht mehr malen, so will es das Mitglied dahinter: Frag dort nach.',
  'The photo waited too long and has been deleted: send it again.':
    'Das Foto hat zu lange gewartet und ist gelöscht: Schick es noch einmal.',
  'This button is not one of mine, or it is damaged: ask again by a command.':
    'Dieser Knopf ist keiner von mir oder beschädigt: Frag noch einmal mit einem Befehl.',
  'I am just starting or stopping: try again in a moment.':
    'Ich starte oder stoppe gerade: Versuch es gleich noch einmal.',
  'I cannot reach my picture queue right now. What is queued stays queued; please try again in a minute.':
    'Ich kann meine Warteschlange gerade nicht erreichen. Was darin steht, bleibt; bitte versuch es in einer Minute noch einmal.',
  'This button is not one of mine any more: ask again by a command.':
    'Dieser Knopf ist keiner mehr von mir: Frag noch einmal mit einem Befehl.',
  'What this button belonged to has been deleted: ask for it anew.':
    'Wozu dieser Knopf gehörte, ist gelöscht: Frag neu danach.',
  'Something went wrong on our side; it has been noted as "{0}": try again, or tell whoever runs this bot.':
    'Bei uns ist etwas schiefgegangen; es ist als „{0}“ notiert: Versuch es noch einmal, oder sag es denen, die diesen Bot betreiben.',
  '/{0} has no subcommands: write it alone.': '/{0} hat keine Unterbefehle: Schreib es allein.',
  '/{0} needs one of: {1}.': '/{0} braucht eines von: {1}.',
  '/help lists what I can do.': '/help zeigt, was ich kann.',
  'Did you mean {0}{1}? /help lists all.': 'Meintest du {0}{1}? /help zeigt alle.',
  'There is no command {0}. {1}': 'Den Befehl {0} gibt es nicht. {1}',
  'I could not fetch the attached file: attach it again, please.':
    'Ich konnte die angehängte Datei nicht holen: Bitte häng sie noch einmal an.',
  'That file does not come from this chat: attach it here.':
    'Diese Datei kommt nicht aus diesem Chat: Häng sie hier an.',
  'The file is too large: at most {0} MiB; choose a smaller one.':
    'Die Datei ist zu groß: höchstens {0} MiB; wähl eine kleinere.',
  'This community asks a lot at once: at most {0} requests in {1} s. Try again in {2} s.':
    'Diese Gemeinschaft fragt gerade sehr viel: höchstens {0} Anfragen in {1} s. Versuch es in {2} s noch einmal.',
  'That was a lot at once: at most {0} requests in {1} s. Try again in {2} s.':
    'Das war viel auf einmal: höchstens {0} Anfragen in {1} s. Versuch es in {2} s noch einmal.',
  'It was done, but waited too long to be posted and has been thrown away: ask again.':
    'Es war fertig, hat aber zu lange darauf gewartet, gepostet zu werden, und ist weggeworfen: Frag noch einmal.',
  'It got lost on its way; please ask again.': 'Es ging unterwegs verloren; bitte frag noch einmal.',
  'It takes none.': 'Er hat keine.',
  'It takes {0}.': 'Er hat {0}.',
  'This command has no option "{0}". {1}': 'Dieser Befehl hat keine Option „{0}“. {1}',
  text: 'Text',
  '"{0}" is empty. {1}.': '„{0}“ ist leer. {1}.',
  '"{0}" has {1} characters; at most {2} fit.': '„{0}“ hat {1} Zeichen; höchstens {2} passen hinein.',
  '"{0}" is a whole number from {1} to {2}.': '„{0}“ ist eine ganze Zahl von {1} bis {2}.',
  '"{0}" is a number from {1} to {2}.': '„{0}“ ist eine Zahl von {1} bis {2}.',
  'yes or no': 'yes oder no',
  'a file': 'eine Datei',
  'a member': 'ein Mitglied',
  'a role, or one of: {0}': 'eine Rolle, oder eines von: {0}',
  'one of: {0}': 'eines von: {0}',
  '"{0}" must be {1}.': '„{0}“ muss so etwas sein: {1}.',
  'Only those who manage this community may do that: ask one of them.':
    'Das darf nur, wer diese Gemeinschaft verwaltet: Frag dort nach.',
  'Only the moderators of this community may do that: ask one of them.':
    'Das darf nur die Moderation dieser Gemeinschaft: Frag dort nach.',
  'Only the member who asked for this may use its buttons: ask for your own.':
    'Diese Knöpfe sind nur für das Mitglied, das gefragt hat: Frag selbst nach deinem.',
  'This button belongs to another community: press it there.':
    'Dieser Knopf gehört zu einer anderen Gemeinschaft: Drücke ihn dort.',
  'I could not read that; please try again.': 'Das konnte ich nicht lesen; bitte versuch es noch einmal.',
  'I was interrupted before I could answer. If nothing has come of it, please ask again.':
    'Ich wurde unterbrochen, bevor ich antworten konnte. Falls nichts daraus geworden ist, frag bitte noch einmal.',
  'That took me too long to open; please try again.':
    'Das Öffnen hat zu lange gedauert; bitte versuch es noch einmal.',
  Go: 'Los',
  'Your identities': 'Deine Identitäten',
  'Slack does not tell me at the moment what you may do here: please try again in a minute.':
    'Slack sagt mir gerade nicht, was du hier darfst: Bitte versuch es in einer Minute noch einmal.',
  'Slack does not tell me at the moment which user groups you are in: please try again in a minute.':
    'Slack sagt mir gerade nicht, in welchen Nutzergruppen du bist: Bitte versuch es in einer Minute noch einmal.',
  'I may not read this workspace’s user groups: reinstall the app with the scope usergroups:read.':
    'Ich darf die Nutzergruppen dieses Workspace nicht lesen: Installiere die App neu, mit der Berechtigung usergroups:read.',
  'I have answered in our private messages, so that only you see it.':
    'Ich habe in unseren privaten Nachrichten geantwortet, damit nur du es siehst.',
  'I cannot open a form here: use the command itself, please.':
    'Ich kann hier kein Formular öffnen: Bitte nimm den Befehl selbst.',
  'I know drawn faces only: make one in the portrait maker, or send a drawn portrait.':
    'Ich kenne nur gezeichnete Gesichter: Mach eines im Porträtmacher oder schick ein gezeichnetes Porträt.',
  'I see no drawn face in this picture. {0}': 'Ich sehe auf diesem Bild kein gezeichnetes Gesicht. {0}',
  'This looks like a photograph, not like a drawing. {0}':
    'Das sieht nach einem Foto aus, nicht nach einer Zeichnung. {0}',
  'I see no face in this picture. Send a photo of one person, from the front and in good light.':
    'Ich sehe auf diesem Bild kein Gesicht. Schick ein Foto einer einzelnen Person, von vorn und bei gutem Licht.',
  'I see more than one face in this picture. Send a photo of one person alone, or cut the others off.':
    'Ich sehe auf diesem Bild mehr als ein Gesicht. Schick ein Foto einer Person allein oder schneide die anderen ab.',
  'The face is too small in this picture. Come closer, or cut a large picture to the face.':
    'Das Gesicht ist auf diesem Bild zu klein. Komm näher oder schneide ein großes Bild auf das Gesicht zu.',
  'The face is cut off by the edge of the picture. Send one that shows the whole face.':
    'Das Gesicht ist am Bildrand abgeschnitten. Schick eines, das das ganze Gesicht zeigt.',
  'The face is turned away. Look straight at the camera.':
    'Das Gesicht ist abgewandt. Schau gerade in die Kamera.',
  'I cannot make out the face well. Take off sunglasses, masks and hands, and face the camera.':
    'Ich kann das Gesicht nicht gut erkennen. Nimm Sonnenbrille, Maske und Hände weg und schau in die Kamera.',
  'The face is too dark. Turn towards a window or a lamp and try again.':
    'Das Gesicht ist zu dunkel. Dreh dich zu einem Fenster oder einer Lampe und versuch es noch einmal.',
  'The face is too bright. Step out of the glaring light and try again.':
    'Das Gesicht ist zu hell. Geh aus dem grellen Licht und versuch es noch einmal.',
  'The face is blurred. Hold the camera still, let it focus, and try again.':
    'Das Gesicht ist unscharf. Halt die Kamera ruhig, lass sie scharfstellen und versuch es noch einmal.',
  'to draw pictures of me when I ask for them with S*, and to say how like me they are':
    'um Bilder von mir zu malen, wenn ich mit S* darum bitte, und um zu sagen, wie ähnlich sie mir sind',
  'to draw pictures of me when I, or whom I allow to, ask for them with S*, and to say how like me they are':
    'um Bilder von mir zu malen, wenn ich, oder wem ich es erlaube, mit S* darum bitte, und um zu sagen, wie ähnlich sie mir sind',
  'This is my own face, or a drawn one that I may use. I agree that it is turned into numbers (S*) {0}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most {1} {1:day|days}. I can delete them at any time with /identity delete or /identity forget-me.':
    'Das ist mein eigenes Gesicht oder ein gezeichnetes, das ich verwenden darf. Ich stimme zu, dass es in Zahlen (S*) verwandelt wird, {0}. Das Foto bleibt einige Minuten versiegelt und wird gelöscht, sobald es gelesen ist; die Zahlen bleiben höchstens {1} {1:Tag|Tage} versiegelt. Mit /identity delete oder /identity forget-me kann ich sie jederzeit löschen.',
  'I agree that a photo of me, which {0} has sent, is turned into numbers (S*) {1}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most {2} {2:day|days}. They are mine: I see every use with /identity uses, I say with /identity share who may draw me, and I can delete them at any time with /identity delete or /identity forget-me.':
    'Ich stimme zu, dass ein Foto von mir, das {0} geschickt hat, in Zahlen (S*) verwandelt wird, {1}. Das Foto bleibt einige Minuten versiegelt und wird gelöscht, sobald es gelesen ist; die Zahlen bleiben höchstens {2} {2:Tag|Tage} versiegelt. Sie gehören mir: Mit /identity uses sehe ich jede Verwendung, mit /identity share sage ich, wer mich malen darf, und mit /identity delete oder /identity forget-me kann ich sie jederzeit löschen.',
  'That waits for somebody’s yes, longer than a photo is kept: register the face first.':
    'Das wartet auf ein Ja, länger als ein Foto aufgehoben wird: Registriere das Gesicht zuerst.',
  'Write {0} in the prompt where the face of the photo goes.':
    'Schreib {0} in den Text, wo das Gesicht vom Foto hingehört.',
  '{0} To agree, ask again with consent: yes.': '{0} Um zuzustimmen, frag noch einmal mit consent: yes.',
  'to draw what I have asked for here, this once':
    'um das zu malen, worum ich hier gebeten habe, dieses eine Mal',
  'This is my own face, or a drawn one that I may use. I agree that it is turned into numbers {0}. The photo is kept sealed for minutes and deleted once it is read; of the numbers nothing is kept.':
    'Das ist mein eigenes Gesicht oder ein gezeichnetes, das ich verwenden darf. Ich stimme zu, dass es in Zahlen verwandelt wird, {0}. Das Foto bleibt einige Minuten versiegelt und wird gelöscht, sobald es gelesen ist; von den Zahlen wird nichts aufgehoben.',
  'A face that S* stands for this once; nothing of it is kept':
    'Ein Gesicht, für das S* dieses eine Mal steht; nichts davon wird aufgehoben',
  'With a photo: yes, it shows me, and I agree to this one use':
    'Mit Foto: Ja, es zeigt mich, und ich stimme dieser einen Verwendung zu',
  'The prompt is empty: write what to draw.': 'Der Text ist leer: Schreib, was gemalt werden soll.',
  'Write {0} in the prompt where the person goes, as in "{1} as a chef".':
    'Schreib {0} im Text dorthin, wo die Person hinsoll, wie in „{1} as a chef“.',
  'A name starts with a letter and has at most 32 letters, digits and underscores (no spaces or accents).':
    'Ein Name beginnt mit einem Buchstaben und hat höchstens 32 Buchstaben, Ziffern und Unterstriche (keine Leerzeichen, Umlaute oder Akzente).',
  'The picture is damaged or incomplete; please send it again.':
    'Das Bild ist beschädigt oder unvollständig; bitte schick es noch einmal.',
  'That file is not a picture that can be read: send a JPEG, PNG, WebP, GIF or AVIF.':
    'Diese Datei ist kein Bild, das ich lesen kann: Schick JPEG, PNG, WebP, GIF oder AVIF.',
  'The picture has {0}; at most {1} are read.': 'Das Bild hat {0}; höchstens {1} werden gelesen.',
  'The picture has {0} x {1} pixels; at most {2} on a side and {3} million in all are read.':
    'Das Bild hat {0} x {1} Pixel; höchstens {2} auf einer Seite und {3} Millionen insgesamt werden gelesen.',
  'The picture has {0} x {1} pixels; at least {2} x {3} are needed.':
    'Das Bild hat {0} x {1} Pixel; mindestens {2} x {3} sind nötig.',
  'That file is not a PNG picture.': 'Diese Datei ist kein PNG-Bild.',
  'In this channel at most {0} {0:picture|pictures} at once: its moderators say so.':
    'In diesem Kanal höchstens {0} {0:Bild|Bilder} auf einmal: So will es die Moderation.',
  'In this channel at most {0} {0:step|steps}: its moderators say so.':
    'In diesem Kanal höchstens {0} {0:Schritt|Schritte}: So will es die Moderation.',
  'In this channel everything is drawn in the style "{0}": its moderators say so.':
    'In diesem Kanal wird alles im Stil „{0}“ gemalt: So will es die Moderation.',
  'There are {0} rules, which is the most: remove one first.':
    'Es gibt {0} Regeln, mehr gehen nicht: Entferne erst eine.',
  '“{0}” is not drawn in this community: its moderators have ruled it out. Change the prompt.':
    '„{0}“ wird in dieser Gemeinschaft nicht gemalt: Die Moderation hat es ausgeschlossen. Ändere den Text.',
  'That prompt is against rule {0} of this community’s moderators. Change the prompt.':
    'Dieser Text verstößt gegen Regel {0} der Moderation dieser Gemeinschaft. Ändere ihn.',
  'Something went wrong on our side, and trying again did not help: ask again later, or tell whoever runs this bot.':
    'Bei uns ist etwas schiefgegangen, und es noch einmal zu versuchen, hat nicht geholfen: Frag später wieder, oder sag es denen, die diesen Bot betreiben.',
  'The prompt is empty: say what the picture should show.':
    'Der Text ist leer: Sag, was das Bild zeigen soll.',
  'Write {0} where the person goes, as in "{1} as a chef".':
    'Schreib {0} dorthin, wo die Person hinsoll, wie in „{1} as a chef“.',
  'No face is known as {0}. {1}': 'Kein Gesicht ist als {0} bekannt. {1}',
  'The prompt is too long. This part does not fit: "{0}". Shorten it.':
    'Der Text ist zu lang. Dieser Teil passt nicht hinein: „{0}“. Kürze ihn.',
  'Draw yourself in a new scene': 'Male dich selbst in einer neuen Szene',
  'Your registered faces': 'Deine registrierten Gesichter',
  'I do not know this file: I have not posted it, or it was changed or taken away since.':
    'Diese Datei kenne ich nicht: Ich habe sie nicht gepostet, oder sie wurde seither geändert oder weggenommen.',
  'I drew this. It was asked for on {0}.': 'Das habe ich gemalt. Darum gebeten wurde am {0}.',
  'I drew this for {0} on {1}: “{2}”': 'Das habe ich am {1} für {0} gemalt: „{2}“',
  'I drew this on {0}: “{1}”': 'Das habe ich am {0} gemalt: „{1}“',
  'Whether I drew a picture': 'Ob ich ein Bild gemalt habe',
  'The picture’s file, as it was posted': 'Die Datei des Bildes, so wie sie gepostet wurde',
  'How busy it is, and where your pictures are': 'Wie viel los ist und wo deine Bilder sind',
  'What I can do': 'Was ich kann',
  'How many pictures, as a grid': 'Wie viele Bilder, als Raster',
  'Yes: draw several, show the one that looks most like the person':
    'Ja: Male mehrere, zeig das eine, das der Person am ähnlichsten sieht',
  'In which style': 'In welchem Stil',
  Plain: 'Schlicht',
  'Oil painting': 'Ölgemälde',
  Watercolor: 'Aquarell',
  'Pencil art': 'Bleistift',
  Fauvism: 'Fauvismus',
  'In which shape; square when left out': 'In welchem Format; sonst quadratisch',
  Square: 'Quadratisch',
  Portrait: 'Hochformat',
  Landscape: 'Querformat',
  'The same seed draws the same picture again': 'Derselbe Seed malt dasselbe Bild noch einmal',
  'Denoising steps: more takes longer': 'Schritte beim Entrauschen: Mehr dauert länger',
  'How closely to follow the prompt': 'Wie eng dem Text gefolgt wird',
  'Register your face from one photo': 'Registriere dein Gesicht mit einem Foto',
  'A photo or a drawing of your face, from the front':
    'Ein Foto oder eine Zeichnung deines Gesichts, von vorn',
  'What to call it, as in S*name': 'Wie es heißen soll, wie in S*name',
  'Yes: I have read the consent and agree (else I show it to you first)':
    'Ja: Ich habe die Einwilligung gelesen und stimme zu (sonst zeige ich sie)',
  'Whose face it is, if not yours: that member is asked first':
    'Wessen Gesicht es ist, wenn nicht deins: Dieses Mitglied wird erst gefragt',
  'What is kept of one of your identities': 'Was von einer deiner Identitäten aufgehoben wird',
  'Which one': 'Welche',
  'Give one of your identities another name': 'Gib einer deiner Identitäten einen anderen Namen',
  'Its new name': 'Ihr neuer Name',
  'Choose whom plain S* stands for': 'Wähl, für wen S* allein steht',
  'Who else may draw one of your identities, and whether you are asked each time':
    'Wer sonst eine deiner Identitäten malen darf, und ob du jedes Mal gefragt wirst',
  'Who may draw it': 'Wer sie malen darf',
  Nobody: 'Niemand',
  'Members I name': 'Mitglieder, die ich nenne',
  'Everybody here': 'Alle hier',
  'A member who may draw it': 'Ein Mitglied, das sie malen darf',
  'A member who may not any more': 'Ein Mitglied, das es nicht mehr darf',
  'Yes: ask me each time, by a card that I approve or refuse':
    'Ja: Frag mich jedes Mal, mit einer Karte, auf der ich zustimme oder ablehne',
  'Who had your face drawn, when, where and in which words':
    'Wer dein Gesicht malen ließ, wann, wo und mit welchen Worten',
  'Only of this one': 'Nur von dieser',
  'Take pictures of your face away: one use, or all':
    'Nimm Bilder deines Gesichts weg: eine Verwendung oder alle',
  'Its letters in /identity uses, or all': 'Ihre Buchstaben aus /identity uses, oder all',
  'Keep one of your identities for another term': 'Behalte eine deiner Identitäten noch eine Frist lang',
  'One of your identities as files: S* for other tools, and the record':
    'Eine deiner Identitäten als Dateien: S* für andere Werkzeuge und der Eintrag',
  'Delete one of your identities for good': 'Lösch eine deiner Identitäten endgültig',
  'Delete everything about you, with a receipt': 'Lösch alles über dich, mit einem Beleg',
  'Yes, delete everything (else I ask once more)': 'Ja, alles löschen (sonst frage ich noch einmal)',
  'Which command to explain': 'Welcher Befehl erklärt werden soll',
  'Register my face': 'Gesicht registrieren',
  'Draw myself': 'Mich malen',
  'Draw this member': 'Dieses Mitglied malen',
  'Draw this with me': 'Das mit mir malen',
  'Slack did not open the form: please try again in a moment.':
    'Slack hat das Formular nicht geöffnet: Versuch es gleich noch einmal.',
  'I cannot reach my store right now, so nothing can be kept. Please try again in a minute.':
    'Ich erreiche meinen Speicher gerade nicht, es kann also nichts behalten werden. Versuch es bitte in einer Minute noch einmal.',
  'The attached picture is not here any more: attach it again.':
    'Das angehängte Bild ist nicht mehr da: Häng es noch einmal an.',
  'A name needs at least one letter: choose another one.':
    'Ein Name braucht mindestens einen Buchstaben: Wähl einen anderen.',
  'That file is empty: choose another one.': 'Diese Datei ist leer: Wähl eine andere.',
  '"{0}" is not a PNG, JPEG or WebP picture.': '„{0}“ ist kein Bild als PNG, JPEG oder WebP.',
  'That file has {0} MB; at most {1} MB fit: choose a smaller one.':
    'Diese Datei hat {0} MB; höchstens {1} MB passen: Wähl eine kleinere.',
  'Too many pictures are being uploaded just now: try again in a minute.':
    'Gerade werden zu viele Bilder hochgeladen: Versuch es in einer Minute noch einmal.',
  'I could not read that: please reload the page.': 'Das konnte ich nicht lesen: Lade bitte die Seite neu.',
  'I could not read that, for its "{0}": change it, or reload the page.':
    'Das konnte ich nicht lesen, wegen „{0}“: Ändere es oder lade die Seite neu.',
  'The photo could not be looked at just now: try it again in a minute.':
    'Das Foto konnte gerade nicht angesehen werden: Versuch es in einer Minute noch einmal.',
  'Nobody was free to look at the photo, and it is deleted: try it again in a minute.':
    'Niemand war frei, um das Foto anzusehen, und es ist gelöscht: Versuch es in einer Minute noch einmal.',
  'Something went wrong on our side: try again in a minute.':
    'Bei uns ist etwas schiefgegangen: Versuch es in einer Minute noch einmal.',
  'Uploads come from this page only: open it, and send the picture there.':
    'Hochgeladen wird nur von dieser Seite: Öffne sie und schick das Bild dort.',
  'Open the page first, then upload.': 'Öffne erst die Seite, dann lade hoch.',
  'That was a lot at once: slow down a little.': 'Das war viel auf einmal: Mach etwas langsamer.',
  'Messages are text: upload pictures instead.': 'Nachrichten sind Text: Lade Bilder hoch.',
  'A message may have at most {0} KB: shorten it.': 'Eine Nachricht darf höchstens {0} KB haben: Kürze sie.',
  'The model “{0}” cannot learn a face in one look: ask whoever runs this bot to switch the slow way on (INVERSION_STEPS), or to choose a model with an encoder.':
    'Das Modell „{0}“ kann ein Gesicht nicht auf einen Blick lernen: Bitte, wer diesen Bot betreibt, den langsamen Weg einzuschalten (INVERSION_STEPS) oder ein Modell mit Encoder zu wählen.',
  'All of them': 'Alle',
  'The web chat needs JavaScript: allow it for this page.':
    'Der Webchat braucht JavaScript: Erlaub es für diese Seite.',
};
