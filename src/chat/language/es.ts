/** @file What members read in Spanish, by the English sentence; `{0:a|b}` is the form that goes with the first value. */

export const spanish: Readonly<Record<string, string>> = {
  'You already have {0} pictures on their way. Wait for one, or cancel one: /queue lists them.':
    'Ya tienes {0} imágenes en camino. Espera a una o cancela una: /queue las muestra.',
  'You already have {0} pictures that wait for a moderator: wait for an answer first.':
    'Ya tienes {0} imágenes que esperan a la moderación: espera primero una respuesta.',
  '{0} of your questions to other members wait already: wait for an answer first.':
    '{0} de tus preguntas a otros miembros ya están esperando: espera primero una respuesta.',
  '{0} has said no to you today: ask again tomorrow at the earliest.':
    '{0} te ha dicho que no hoy: vuelve a preguntar mañana como muy pronto.',
  '{0} has too many questions waiting: try again later.':
    '{0} tiene demasiadas preguntas esperando: inténtalo más tarde.',
  'I cannot reach {0}, so nobody was asked: they have to allow private messages from here.':
    'No puedo contactar con {0}, así que no se ha preguntado a nadie: tiene que permitir mensajes privados desde aquí.',
  'You agreed. A moderator must see it before it is drawn.':
    'Has aceptado. Alguien de la moderación debe verlo antes de que se dibuje.',
  'You agreed, this once. /identity uses lists it, and /identity recall takes the picture back.':
    'Has aceptado, esta vez. /identity uses lo muestra, y /identity recall retira la imagen.',
  'It cannot be drawn any more. {0}': 'Ya no se puede dibujar. {0}',
  'You agreed, but it cannot be drawn any more.': 'Has aceptado, pero ya no se puede dibujar.',
  'about {0} s': 'unos {0} s',
  'about {0} min': 'unos {0} min',
  'next in the queue': 'siguiente en la cola',
  'second in the queue': 'segunda en la cola',
  'third in the queue': 'tercera en la cola',
  'number {0} in the queue': 'número {0} en la cola',
  'I draw you in any scene you can describe. Register a face once with /identity register, then write S* where you go: /imagine S* as a chef.':
    'Te dibujo en cualquier escena que puedas describir. Registra una cara una vez con /identity register y escribe S* donde vayas tú: /imagine S* as a chef.',
  'There is no command /{0}. /help lists all.': 'No existe la orden /{0}. /help las muestra todas.',
  ' (optional)': ' (opcional)',
  ' until {0}': ' hasta el {0}',
  ' Their reason: {0}': ' Su motivo: {0}',
  'The moderators of this community have blocked you from drawing here{0}.{1}':
    'La moderación de esta comunidad te ha bloqueado y no puedes dibujar aquí{0}.{1}',
  'Your role draws no pictures in this community: ask its moderators.':
    'Tu rol no dibuja imágenes en esta comunidad: pregunta a sus moderadores.',
  'You have {0} of today’s {1} {1:picture|pictures} left here; the next day begins at 00:00 UTC, in about {2} h.':
    'Hoy te corresponden aquí {1} {1:imagen|imágenes} y te quedan: {0}; el día siguiente empieza a las 00:00 UTC, dentro de unas {2} h.',
  none: 'ninguna',
  'only {0}': 'solo {0}',
  'No moderator has decided in time: the picture is deleted.':
    'La moderación no ha decidido a tiempo: la imagen se ha borrado.',
  'No moderator has decided in time: nothing is drawn.':
    'La moderación no ha decidido a tiempo: no se dibuja nada.',
  'Not everybody who is in it has agreed in time: nothing is drawn.':
    'No han aceptado a tiempo todas las personas que salen: no se dibuja nada.',
  'There was no yes in time: nothing is registered, and the photo is deleted.':
    'No hubo un sí a tiempo: no se registra nada y la foto se ha borrado.',
  'You have not answered in time: nothing happens without your yes.':
    'No has respondido a tiempo: sin tu sí no pasa nada.',
  'The term is over: the identity is deleted.': 'El plazo ha terminado: la identidad se ha borrado.',
  'You have not answered in time: nothing was deleted.': 'No has respondido a tiempo: no se ha borrado nada.',
  'S*{0} ({1} in it)': 'S*{0} (aquí {1})',
  '{0} asks to draw you, {1}: “{2}”\nYour yes is for this one request. Without it nothing is drawn.':
    '{0} pide dibujarte, {1}: «{2}»\nTu sí vale solo para esta petición. Sin él no se dibuja nada.',
  'Allow this once': 'Permitir esta vez',
  'This waits for the yes of {0} before it is drawn.': 'Esto espera el sí de {0} antes de dibujarse.',
  'Take back': 'Retirar',
  'Several members share an identity called "{0}" with you: write @ and the member\'s name instead.':
    'Varios miembros comparten contigo una identidad llamada «{0}»: escribe @ y el nombre del miembro.',
  'That member has no identity that you may draw here: they can allow it with /identity share.':
    'Ese miembro no tiene ninguna identidad que puedas dibujar aquí: puede permitirlo con /identity share.',
  'You have no identity yet: /identity register makes one from a photo.':
    'Todavía no tienes ninguna identidad: /identity register crea una a partir de una foto.',
  'You have no identity yet, and nobody shares one called "{0}" with you: /identity register makes one from a photo.':
    'Todavía no tienes ninguna identidad y nadie comparte contigo una llamada «{0}»: /identity register crea una a partir de una foto.',
  'You have no identity called "{0}". You have {1}.':
    'No tienes ninguna identidad llamada «{0}». Tienes {1}.',
  'The moderators of this community have suspended your identity "{0}" here.{1}':
    'La moderación de esta comunidad ha suspendido aquí tu identidad «{0}».{1}',
  'Try again': 'Intentar de nuevo',
  'Edit prompt': 'Editar el texto',
  Delete: 'Borrar',
  'Only {0}': 'Solo la {0}',
  Vary: 'Variar',
  'Vary {0}': 'Variar {0}',
  'Re-roll': 'Otra tirada',
  Report: 'Denunciar',
  'Cancelled.': 'Cancelado.',
  'seed {0}': 'semilla {0}',
  '{0} {0:step|steps}': '{0} {0:paso|pasos}',
  'guidance {0}': 'guía {0}',
  'without {0}': 'sin {0}',
  'a variation': 'una variación',
  'the best of {0}': 'la mejor de {0}',
  'likeness {0} of 100': 'parecido {0} de 100',
  'no face to compare': 'sin cara que comparar',
  'A weak match: this may not look like the person. Try again, or say it in other words.':
    'Poco parecido: quizá no se parezca a la persona. Inténtalo otra vez o dilo con otras palabras.',
  Picture: 'Imagen',
  'Picture {0} of {1}': 'Imagen {0} de {1}',
  ', style {0}': ', estilo {0}',
  '{0} drawn for “{1}”{2}': '{0}, dibujada para «{1}»{2}',
  'Drawing begins': 'Empieza el dibujo',
  ', finishing': ', terminando',
  'Step {0} of {1}{2}': 'Paso {0} de {1}{2}',
  '{0}; no worker is running at the moment, it starts when one is back':
    '{0}; ahora no hay ningún trabajador en marcha, empezará cuando vuelva alguno',
  'The picture while it is being drawn': 'La imagen mientras se dibuja',
  '... and {0} more.': '... y {0} más.',
  'Cancel it': 'Cancelarla',
  'Cancel {0}': 'Cancelar {0}',
  'None of them is yours.': 'Ninguna es tuya.',
  'Yours:': 'Tuyas:',
  'no worker is running at the moment': 'ahora no hay ningún trabajador en marcha',
  'up to {0} {0:job|jobs} at once': 'hasta {0} {0:trabajo|trabajos} a la vez',
  'Nothing is waiting, but no worker is running at the moment: your next picture begins once one is back.':
    'No hay nada en espera, pero ahora no hay ningún trabajador en marcha: tu próxima imagen empezará cuando vuelva alguno.',
  'Nothing is waiting: your next picture begins at once.':
    'No hay nada en espera: tu próxima imagen empezará enseguida.',
  '{0} {0:picture|pictures} waiting, {1} being drawn, {2}.':
    '{0} {0:imagen|imágenes} en espera, {1} en dibujo, {2}.',
  'being drawn': 'dibujándose',
  'Only the member whose face it is can agree to that.':
    'Solo puede aceptarlo el miembro de quien es la cara.',
  'You have agreed already; the registration is on its way.': 'Ya has aceptado; el registro está en camino.',
  'This button is not one of mine: ask again by a command.':
    'Este botón no es mío: pídelo otra vez con una orden.',
  'That is not asked any more: it was answered, taken back, or waited too long.':
    'Eso ya no se pregunta: se respondió, se retiró o esperó demasiado.',
  'The photo is not there any more: nothing is registered.': 'La foto ya no está: no se registra nada.',
  'You agreed. Once it is read, "{0}" is one of your identities: /identity list shows it, and /identity share, uses and delete are yours.':
    'Has aceptado. En cuanto se lea, «{0}» será una de tus identidades: /identity list la muestra, y /identity share, uses y delete son tuyos.',
  'An identity in it has been deleted or has expired meanwhile.':
    'Mientras tanto se ha borrado o ha caducado una de sus identidades.',
  'The identity is not there any more: nothing is drawn.': 'La identidad ya no está: no se dibuja nada.',
  'You agreed. It is drawn once the others who are in it agree too.':
    'Has aceptado. Se dibujará cuando acepten también los demás que salen.',
  'It is finished already: the button Delete under it takes it away.':
    'Ya está terminada: el botón «Borrar» de debajo la quita.',
  'You have agreed already: /identity delete takes it back.': 'Ya has aceptado: /identity delete lo deshace.',
  'Nothing was deleted.': 'No se ha borrado nada.',
  'Nothing was registered, and the photo is deleted.': 'No se ha registrado nada y la foto se ha borrado.',
  'I could not take the message away: please delete it yourself, or ask a moderator.':
    'No he podido quitar el mensaje: bórralo tú o pídeselo a la moderación.',
  'That is not asked any more.': 'Eso ya no se pregunta.',
  'Nothing of it is left.': 'Ya no queda nada de ello.',
  'The photo is deleted, and nothing is registered.': 'La foto se ha borrado y no se registra nada.',
  'Nothing is drawn.': 'No se dibuja nada.',
  '{0} did not agree. {1}': '{0} no ha aceptado. {1}',
  'You said no. {0} {1} cannot ask you again today.':
    'Has dicho que no. {0} {1} no puede volver a preguntarte hoy.',
  'Edit the prompt': 'Editar el texto',
  'Draw it': 'Dibujar',
  'What to draw, with S* where you go': 'Qué dibujar, con S* donde vayas tú',
  'What should not be in the picture': 'Qué no debe salir en la imagen',
  'That has {0} characters: shorten it to at most {1}.': 'Tiene {0} caracteres: acórtalo a {1} como máximo.',
  'That identity is deleted or has expired: /identity register makes a new one.':
    'Esa identidad está borrada o caducada: /identity register crea otra.',
  'It is renewed already.': 'Ya está renovada.',
  '"{0}" is kept until {1}.': '«{0}» se guarda hasta el {1}.',
  'Report this picture': 'Denunciar esta imagen',
  'What is wrong with it': 'Qué tiene de malo',
  'Say in a few words what is wrong with it.': 'Di en pocas palabras qué tiene de malo.',
  'You have reported it already; it waits for a moderator.':
    'Ya la habías denunciado; espera a la moderación.',
  'Thank you. The moderators have it before them; nobody is told that it was you.':
    'Gracias. La moderación ya la tiene delante; nadie sabrá que has sido tú.',
  'That picture is not there any more: re-roll it, or ask for it anew.':
    'Esa imagen ya no está: pulsa «Otra tirada» o pídela de nuevo.',
  'This button does not belong to a picture: /imagine draws one.':
    'Este botón no es de una imagen: /imagine dibuja una.',
  'Plain S* now stands for "{0}".': 'S* a secas es ahora «{0}».',
  '"{0}" is deleted. {1}': '«{0}» se ha borrado. {1}',
  '"{0}" no longer exists: /identity list shows what does.':
    '«{0}» ya no existe: /identity list muestra lo que hay.',
  '"{0}" as files. learned_embeds.safetensors is S* itself: whoever has it can draw you with Stable Diffusion tools that know the model "{1}". Keep it as you would keep a photo.':
    '«{0}» en archivos. learned_embeds.safetensors es el propio S*: quien lo tenga puede dibujarte con herramientas de Stable Diffusion que conozcan el modelo «{1}». Guárdalo como guardarías una foto.',
  'This deletes all your identities, cancels your pictures on their way, and takes away those that I have posted for you. It cannot be undone.':
    'Esto borra todas tus identidades, cancela tus imágenes en camino y quita las que he publicado para ti. No se puede deshacer.',
  'Forget me': 'Olvídame',
  'Keep everything': 'Conservarlo todo',
  ', {0} picture {0:post|posts} of others with your face':
    ', {0} {0:publicación|publicaciones} de otros con tu cara',
  'Receipt {0}, {1}': 'Recibo {0}, {1}',
  'Deleted: {0} {0:identity|identities}, {1} waiting {1:photo|photos}, {2} {2:request with its pictures|requests with their pictures}{3}.':
    'Borrado: {0} {0:identidad|identidades}, {1} {1:foto en espera|fotos en espera}, {2} {2:petición|peticiones} con sus imágenes{3}.',
  '{0} {0:message|messages} still {0:stands|stand}: the platform did not take them away. Delete them there.':
    '{0} {0:mensaje sigue|mensajes siguen} ahí: la plataforma no los ha quitado. Bórralos allí.',
  'That did not get a yes: nothing is kept of it.': 'Eso no obtuvo un sí: no se guarda nada de ello.',
  '{0}: kept until {1}': '{0}: se guarda hasta el {1}',
  you: 'tú',
  'a member who was forgotten': 'un miembro que fue olvidado',
  'in private messages': 'en mensajes privados',
  'in community {0}': 'en la comunidad {0}',
  here: 'aquí',
  'in channel {0}': 'en el canal {0}',
  'recalled, but its message still stands: recall it again':
    'retirada, pero su mensaje sigue ahí: retírala otra vez',
  recalled: 'retirada',
  deleted: 'borrada',
  '{0}, on its way': '{0}, en camino',
  'No use of your face begins with "{0}": /identity uses lists them.':
    'Ningún uso de tu cara empieza por «{0}»: /identity uses los muestra.',
  'Several begin with "{0}": write more of its letters.': 'Varias empiezan por «{0}»: escribe más letras.',
  '{0} (default)': '{0} (predeterminada)',
  'S*{0} (your default, also plain S*)': 'S*{0} (la tuya por defecto, también S* a secas)',
  'Nothing of it is left, not even on disk.': 'No queda nada de ello, tampoco en el disco.',
  'Its key is destroyed; the last sealed traces on disk go when Redis next rewrites its files.':
    'Su clave está destruida; los últimos rastros sellados del disco desaparecerán cuando Redis vuelva a escribir sus archivos.',
  'There is nothing to recall.': 'No hay nada que retirar.',
  ' {0} of them still {0:stands|stand}, because the platform did not take them away: recall again later.':
    ' {0} {0:sigue|siguen} ahí, porque la plataforma no los ha quitado: retíralos otra vez más tarde.',
  'Recalled one use of your face, with all pictures of it.{0}':
    'Se ha retirado un uso de tu cara, con todas sus imágenes.{0}',
  'Recalled {0} uses of your face, with all pictures of it.{1}':
    'Se han retirado {0} usos de tu cara, con todas sus imágenes.{1}',
  '{0} has sent a photo that is said to show you, and asks to register your face as S*{1}.':
    '{0} ha enviado una foto en la que dice que sales tú y pide registrar tu cara como S*{1}.',
  '{0} may then draw you until you change that with /identity share. Without your yes, the photo is deleted in {1} minutes.':
    'Después {0} podrá dibujarte hasta que lo cambies con /identity share. Sin tu sí, la foto se borra en {1} minutos.',
  'I agree': 'Acepto',
  '{0} is asked. Without a yes within {1} minutes the photo is deleted; with it, the identity is theirs.':
    'Se ha preguntado a {0}. Sin un sí en {1} minutos la foto se borra; con él, la identidad es suya.',
  'You have {0} identities, which is the most: delete one first, then press again.':
    'Tienes {0} identidades, que es el máximo: borra primero una y pulsa otra vez.',
  'You already have an identity called "{0}": rename that one first, then press again.':
    'Ya tienes una identidad llamada «{0}»: cámbiale primero el nombre y pulsa otra vez.',
  '"{0}" is not a picture: send a PNG, JPEG or WebP.': '«{0}» no es una imagen: envía un PNG, JPEG o WebP.',
  'You already have {0} photos that wait: agree or say no under one of them first.':
    'Ya tienes {0} fotos esperando: acepta o rechaza primero una de ellas.',
  'Without your yes, the photo is deleted in {0} minutes.': 'Sin tu sí, la foto se borra en {0} minutos.',
  'No, delete the photo': 'No, borra la foto',
  'You already have an identity called "{0}": choose another name, or delete that one first.':
    'Ya tienes una identidad llamada «{0}»: elige otro nombre o borra primero esa.',
  'You have {0} identities, which is the most: delete one first.':
    'Tienes {0} identidades, que es el máximo: borra primero una.',
  'Your identity "{0}" expires on {1} and is deleted then, unless you renew it. Renewing says once more: {2}':
    'Tu identidad «{0}» caduca el {1} y entonces se borra, si no la renuevas. Renovar vuelve a decir: {2}',
  Renew: 'Renovar',
  'It is called "{0}" already.': 'Ya se llama «{0}».',
  '"{0}" is now "{1}": write S*{2}.': '«{0}» es ahora «{1}»: escribe S*{2}.',
  '"{0}" is kept until {1}. You agreed once more to: {2}':
    '«{0}» se guarda hasta el {1}. Has aceptado otra vez: {2}',
  'You are asked each time.': 'Se te pregunta cada vez.',
  'You are not asked; /identity uses lists every use.': 'No se te pregunta; /identity uses muestra cada uso.',
  'S*{0} may be drawn by everybody in this community. {1}':
    'Todos en esta comunidad pueden dibujar S*{0}. {1}',
  'S*{0} may be drawn by everybody in the community where you said so. {1}':
    'Todos en la comunidad donde lo dijiste pueden dibujar S*{0}. {1}',
  'S*{0} may be drawn by {1}. {2}': 'Pueden dibujar S*{0}: {1}. {2}',
  'S*{0} is private: only you may draw it.': 'S*{0} es privada: solo tú puedes dibujarla.',
  'You may always draw yourself: name somebody else.':
    'Siempre puedes dibujarte a ti: nombra a otra persona.',
  'At most {0} members can be named: remove one first.':
    'Se pueden nombrar como máximo {0} miembros: quita antes a uno.',
  'Say that in the community whose members you mean.': 'Dilo en la comunidad a cuyos miembros te refieres.',
  'Registered on {0}, kept until {1}.': 'Registrada el {0}, se guarda hasta el {1}.',
  'S* is {0} sealed vectors of {1} numbers, for the model "{2}". The photo was deleted.':
    'S* son {0} vectores sellados de {1} números, para el modelo «{2}». La foto se borró.',
  'With it, {0} sealed numbers by which likeness is judged.':
    'Y además {0} números sellados con los que se mide el parecido.',
  'Another member had sent the photo and asked you.': 'Otro miembro envió la foto y te preguntó.',
  'You agreed on {0} to: {1}': 'El {0} aceptaste: {1}',
  'Receipt {0}.': 'Recibo {0}.',
  'Nobody has had your face drawn.': 'Nadie ha hecho dibujar tu cara.',
  '... and {0} older {0:one|ones}.': '... y {0} más {0:antiguo|antiguos}.',
  '/identity recall takes pictures back: one by its letters, or all.':
    '/identity recall retira imágenes: una por sus letras, o todas con «all».',
  'Reading the face': 'Leyendo la cara',
  'Turning the photo into S* ...': 'La foto se convierte en S* ...',
  '{0} has agreed, and is registered as "{1}", until {2}. The photo has been deleted; the identity is theirs.\nTry: /imagine S*{3} as a chef.':
    '{0} ha aceptado y queda como «{1}» hasta el {2}. La foto se ha borrado; la identidad es suya.\nPrueba: /imagine S*{3} as a chef.',
  'You are registered as "{0}", until {1}. The photo has been deleted.\nTry: /imagine S*{2} as a chef. Plain S* stands for your default identity.':
    'Te has registrado como «{0}» hasta el {1}. La foto se ha borrado.\nPrueba: /imagine S*{2} as a chef. S* a secas es tu identidad por defecto.',
  'Nothing was registered, and the photo has been deleted.':
    'No se ha registrado nada y la foto se ha borrado.',
  'A moderator has decided against this picture.': 'La moderación ha decidido en contra de esta imagen.',
  '{0} is deleted. {1}': '{0} se ha borrado. {1}',
  'This request waits for a moderator’s yes before it is drawn.':
    'Esta petición espera el sí de la moderación antes de dibujarse.',
  'The picture is drawn, and waits for a moderator’s yes before it is shown.':
    'La imagen está dibujada y espera el sí de la moderación antes de mostrarse.',
  'The photo waited too long and has been deleted: please register again.':
    'La foto esperó demasiado y se ha borrado: regístrate otra vez, por favor.',
  'The model that draws here has learnt square pictures only: ask for a square one.':
    'El modelo que dibuja aquí solo ha aprendido imágenes cuadradas: pide una cuadrada.',
  '{0} has been deleted or has expired meanwhile: /identity list shows what you have.':
    '{0} se ha borrado o ha caducado entretanto: /identity list muestra lo que tienes.',
  '{0} was registered for another model than the one that draws now: please register the face again.':
    '{0} se registró para otro modelo que el que dibuja ahora: registra la cara otra vez, por favor.',
  '{0} may not be drawn in this community any more.': '{0} ya no se puede dibujar en esta comunidad.',
  '{0} may not be drawn by you any more, as its owner has said: ask that member.':
    'Ya no puedes dibujar a {0}, así lo quiere su miembro: pregúntale.',
  'The photo waited too long and has been deleted: send it again.':
    'La foto esperó demasiado y se ha borrado: envíala otra vez.',
  'This button is not one of mine, or it is damaged: ask again by a command.':
    'Este botón no es mío o está dañado: pídelo otra vez con una orden.',
  'I am just starting or stopping: try again in a moment.':
    'Estoy arrancando o parando: inténtalo dentro de un momento.',
  'I cannot reach my picture queue right now. What is queued stays queued; please try again in a minute.':
    'Ahora no puedo llegar a mi cola de imágenes. Lo que está en la cola sigue en ella; inténtalo dentro de un minuto.',
  'This button is not one of mine any more: ask again by a command.':
    'Este botón ya no es mío: pídelo otra vez con una orden.',
  'What this button belonged to has been deleted: ask for it anew.':
    'Aquello a lo que pertenecía este botón se ha borrado: pídelo de nuevo.',
  'Something went wrong on our side; it has been noted as "{0}": try again, or tell whoever runs this bot.':
    'Algo ha fallado por nuestra parte; queda anotado como «{0}»: inténtalo otra vez, o avisa a quien lleva este bot.',
  '/{0} has no subcommands: write it alone.': '/{0} no tiene subórdenes: escríbela sola.',
  '/{0} needs one of: {1}.': '/{0} necesita una de: {1}.',
  '/help lists what I can do.': '/help muestra lo que sé hacer.',
  'Did you mean {0}{1}? /help lists all.': '¿Querías decir {0}{1}? /help las muestra todas.',
  'There is no command {0}. {1}': 'No existe la orden {0}. {1}',
  'I could not fetch the attached file: attach it again, please.':
    'No he podido obtener el archivo adjunto: adjúntalo otra vez, por favor.',
  'That file does not come from this chat: attach it here.':
    'Ese archivo no viene de este chat: adjúntalo aquí.',
  'The file is too large: at most {0} MiB; choose a smaller one.':
    'El archivo es demasiado grande: {0} MiB como mucho; elige uno más pequeño.',
  'This community asks a lot at once: at most {0} requests in {1} s. Try again in {2} s.':
    'Esta comunidad pide mucho de golpe: como mucho {0} peticiones en {1} s. Inténtalo dentro de {2} s.',
  'That was a lot at once: at most {0} requests in {1} s. Try again in {2} s.':
    'Eso fue mucho de golpe: como mucho {0} peticiones en {1} s. Inténtalo dentro de {2} s.',
  'It was done, but waited too long to be posted and has been thrown away: ask again.':
    'Estaba hecha, pero esperó demasiado a publicarse y se ha tirado: pídela otra vez.',
  'It got lost on its way; please ask again.': 'Se perdió por el camino; pídela otra vez, por favor.',
  'It takes none.': 'No tiene ninguna.',
  'It takes {0}.': 'Tiene {0}.',
  'This command has no option "{0}". {1}': 'Esta orden no tiene la opción «{0}». {1}',
  text: 'texto',
  '"{0}" is empty. {1}.': '«{0}» está vacío. {1}.',
  '"{0}" has {1} characters; at most {2} fit.': '«{0}» tiene {1} caracteres; caben {2} como mucho.',
  '"{0}" is a whole number from {1} to {2}.': '«{0}» es un número entero de {1} a {2}.',
  '"{0}" is a number from {1} to {2}.': '«{0}» es un número de {1} a {2}.',
  'yes or no': 'yes o no',
  'a file': 'un archivo',
  'a member': 'un miembro',
  'a role, or one of: {0}': 'un rol, o uno de: {0}',
  'one of: {0}': 'uno de: {0}',
  '"{0}" must be {1}.': '«{0}» debe ser {1}.',
  'Only those who manage this community may do that: ask one of them.':
    'Eso solo puede hacerlo quien administra esta comunidad: pídeselo.',
  'Only the moderators of this community may do that: ask one of them.':
    'Eso solo pueden hacerlo los moderadores de esta comunidad: pídeselo a uno.',
  'Only the member who asked for this may use its buttons: ask for your own.':
    'Estos botones son solo para quien lo pidió: pide lo tuyo.',
  'This button belongs to another community: press it there.':
    'Este botón es de otra comunidad: púlsalo allí.',
  'I could not read that; please try again.': 'No he podido leer eso; inténtalo otra vez, por favor.',
  'I was interrupted before I could answer. If nothing has come of it, please ask again.':
    'Me interrumpieron antes de poder responder. Si no ha salido nada, vuelve a pedirlo.',
  'That took me too long to open; please try again.':
    'He tardado demasiado en abrirlo; inténtalo otra vez, por favor.',
  Go: 'Adelante',
  'Your identities': 'Tus identidades',
  'Slack does not tell me at the moment what you may do here: please try again in a minute.':
    'Slack no me dice ahora qué puedes hacer aquí: inténtalo dentro de un minuto.',
  'Slack does not tell me at the moment which user groups you are in: please try again in a minute.':
    'Slack no me dice ahora en qué grupos de usuarios estás: inténtalo dentro de un minuto.',
  'I may not read this workspace’s user groups: reinstall the app with the scope usergroups:read.':
    'No puedo leer los grupos de usuarios de este espacio de trabajo: reinstala la aplicación con el permiso usergroups:read.',
  'I have answered in our private messages, so that only you see it.':
    'He respondido en nuestros mensajes privados, para que solo tú lo veas.',
  'I cannot open a form here: use the command itself, please.':
    'Aquí no puedo abrir un formulario: usa la propia orden, por favor.',
  'I know drawn faces only: make one in the portrait maker, or send a drawn portrait.':
    'Solo conozco caras dibujadas: crea una en el creador de retratos o envía un retrato dibujado.',
  'I see no drawn face in this picture. {0}': 'No veo ninguna cara dibujada en esta imagen. {0}',
  'This looks like a photograph, not like a drawing. {0}': 'Esto parece una fotografía, no un dibujo. {0}',
  'I see no face in this picture. Send a photo of one person, from the front and in good light.':
    'No veo ninguna cara en esta imagen. Envía una foto de una sola persona, de frente y con buena luz.',
  'I see more than one face in this picture. Send a photo of one person alone, or cut the others off.':
    'Veo más de una cara en esta imagen. Envía una foto de una persona sola, o recorta a las demás.',
  'The face is too small in this picture. Come closer, or cut a large picture to the face.':
    'La cara es demasiado pequeña en esta imagen. Acércate, o recorta una imagen grande a la cara.',
  'The face is cut off by the edge of the picture. Send one that shows the whole face.':
    'La cara queda cortada por el borde de la imagen. Envía una que muestre la cara entera.',
  'The face is turned away. Look straight at the camera.':
    'La cara mira a otro lado. Mira de frente a la cámara.',
  'I cannot make out the face well. Take off sunglasses, masks and hands, and face the camera.':
    'No distingo bien la cara. Quita gafas de sol, mascarillas y manos, y mira a la cámara.',
  'The face is too dark. Turn towards a window or a lamp and try again.':
    'La cara está demasiado oscura. Gírate hacia una ventana o una lámpara e inténtalo otra vez.',
  'The face is too bright. Step out of the glaring light and try again.':
    'La cara está demasiado clara. Sal de la luz deslumbrante e inténtalo otra vez.',
  'The face is blurred. Hold the camera still, let it focus, and try again.':
    'La cara está borrosa. No muevas la cámara, deja que enfoque e inténtalo otra vez.',
  'to draw pictures of me when I ask for them with S*, and to say how like me they are':
    'para dibujar imágenes mías cuando las pida con S* y para decir cuánto se me parecen',
  'to draw pictures of me when I, or whom I allow to, ask for them with S*, and to say how like me they are':
    'para dibujar imágenes mías cuando yo, o quien yo permita, las pida con S* y para decir cuánto se me parecen',
  'This is my own face, or a drawn one that I may use. I agree that it is turned into numbers (S*) {0}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most {1} {1:day|days}. I can delete them at any time with /identity delete or /identity forget-me.':
    'Esta es mi propia cara, o una dibujada que puedo usar. Acepto que se convierta en números (S*) {0}. La foto se guarda sellada unos minutos y se borra en cuanto se lee; los números se guardan sellados {1} {1:día|días} como mucho. Puedo borrarlos en cualquier momento con /identity delete o /identity forget-me.',
  'I agree that a photo of me, which {0} has sent, is turned into numbers (S*) {1}. The photo is kept sealed for minutes and deleted once it is read; the numbers are kept sealed for at most {2} {2:day|days}. They are mine: I see every use with /identity uses, I say with /identity share who may draw me, and I can delete them at any time with /identity delete or /identity forget-me.':
    'Acepto que una foto mía, que ha enviado {0}, se convierta en números (S*) {1}. La foto se guarda sellada unos minutos y se borra en cuanto se lee; los números se guardan sellados {2} {2:día|días} como mucho. Son míos: veo cada uso con /identity uses, digo con /identity share quién puede dibujarme y puedo borrarlos en cualquier momento con /identity delete o /identity forget-me.',
  'That waits for somebody’s yes, longer than a photo is kept: register the face first.':
    'Eso espera el sí de alguien, más de lo que se guarda una foto: registra primero la cara.',
  'Write {0} in the prompt where the face of the photo goes.':
    'Escribe {0} en el texto donde vaya la cara de la foto.',
  '{0} To agree, ask again with consent: yes.': '{0} Para aceptar, pídelo otra vez con consent: yes.',
  'to draw what I have asked for here, this once': 'para dibujar lo que he pedido aquí, esta vez',
  'This is my own face, or a drawn one that I may use. I agree that it is turned into numbers {0}. The photo is kept sealed for minutes and deleted once it is read; of the numbers nothing is kept.':
    'Esta es mi propia cara, o una dibujada que puedo usar. Acepto que se convierta en números {0}. La foto se guarda sellada unos minutos y se borra en cuanto se lee; de los números no se guarda nada.',
  'A face that S* stands for this once; nothing of it is kept':
    'Una cara que será S* solo esta vez; no se guarda nada de ella',
  'With a photo: yes, it shows me, and I agree to this one use':
    'Con una foto: sí, salgo yo, y acepto este único uso',
  'The prompt is empty: write what to draw.': 'El texto está vacío: escribe qué dibujar.',
  'Write {0} in the prompt where the person goes, as in "{1} as a chef".':
    'Escribe {0} en el texto donde vaya la persona, como en «{1} as a chef».',
  'A name starts with a letter and has at most 32 letters, digits and underscores (no spaces or accents).':
    'Un nombre empieza por una letra y tiene como mucho 32 letras, cifras y guiones bajos (sin espacios ni acentos).',
  'The picture is damaged or incomplete; please send it again.':
    'La imagen está dañada o incompleta; envíala otra vez, por favor.',
  'That file is not a picture that can be read: send a JPEG, PNG, WebP, GIF or AVIF.':
    'Ese archivo no es una imagen que pueda leer: envía JPEG, PNG, WebP, GIF o AVIF.',
  'The picture has {0}; at most {1} are read.': 'La imagen tiene {0}; se leen {1} como mucho.',
  'The picture has {0} x {1} pixels; at most {2} on a side and {3} million in all are read.':
    'La imagen tiene {0} x {1} píxeles; se leen como mucho {2} por lado y {3} millones en total.',
  'The picture has {0} x {1} pixels; at least {2} x {3} are needed.':
    'La imagen tiene {0} x {1} píxeles; hacen falta al menos {2} x {3}.',
  'That file is not a PNG picture.': 'Ese archivo no es una imagen PNG.',
  'In this channel at most {0} {0:picture|pictures} at once: its moderators say so.':
    'En este canal, como mucho {0} {0:imagen|imágenes} de una vez: así lo dice su moderación.',
  'In this channel at most {0} {0:step|steps}: its moderators say so.':
    'En este canal, como mucho {0} {0:paso|pasos}: así lo dice su moderación.',
  'In this channel everything is drawn in the style "{0}": its moderators say so.':
    'En este canal todo se dibuja en el estilo «{0}»: así lo dice su moderación.',
  'There are {0} rules, which is the most: remove one first.':
    'Hay {0} reglas, que es el máximo: quita primero una.',
  '“{0}” is not drawn in this community: its moderators have ruled it out. Change the prompt.':
    '«{0}» no se dibuja en esta comunidad: su moderación lo ha excluido. Cambia el texto.',
  'That prompt is against rule {0} of this community’s moderators. Change the prompt.':
    'Ese texto va contra la regla {0} de la moderación de esta comunidad. Cámbialo.',
  'Something went wrong on our side, and trying again did not help: ask again later, or tell whoever runs this bot.':
    'Algo ha fallado por nuestra parte e intentarlo de nuevo no ha servido: pídelo más tarde, o avisa a quien lleva este bot.',
  'The prompt is empty: say what the picture should show.':
    'El texto está vacío: di qué debe mostrar la imagen.',
  'Write {0} where the person goes, as in "{1} as a chef".':
    'Escribe {0} donde vaya la persona, como en «{1} as a chef».',
  'No face is known as {0}. {1}': 'No se conoce ninguna cara como {0}. {1}',
  'The prompt is too long. This part does not fit: "{0}". Shorten it.':
    'El texto es demasiado largo. Esta parte no cabe: «{0}». Acórtalo.',
  'Draw yourself in a new scene': 'Dibújate en una escena nueva',
  'Your registered faces': 'Tus caras registradas',
  'I do not know this file: I have not posted it, or it was changed or taken away since.':
    'No conozco este archivo: no lo he publicado, o desde entonces se ha cambiado o retirado.',
  'I drew this. It was asked for on {0}.': 'Esto lo dibujé yo. Se pidió el {0}.',
  'I drew this for {0} on {1}: “{2}”': 'Esto lo dibujé para {0} el {1}: «{2}»',
  'I drew this on {0}: “{1}”': 'Esto lo dibujé el {0}: «{1}»',
  'Whether I drew a picture': 'Si una imagen la dibujé yo',
  'The picture’s file, as it was posted': 'El archivo de la imagen, tal como se publicó',
  'How busy it is, and where your pictures are': 'Cuánto trabajo hay y dónde están tus imágenes',
  'What I can do': 'Lo que sé hacer',
  'How many pictures, as a grid': 'Cuántas imágenes, en cuadrícula',
  'Yes: draw several, show the one that looks most like the person':
    'Sí: dibuja varias y muestra la que más se parece a la persona',
  'In which style': 'En qué estilo',
  Plain: 'Sencillo',
  'Oil painting': 'Óleo',
  Watercolor: 'Acuarela',
  'Pencil art': 'Lápiz',
  Fauvism: 'Fauvismo',
  'In which shape; square when left out': 'En qué formato; cuadrado si no se dice',
  Square: 'Cuadrado',
  Portrait: 'Vertical',
  Landscape: 'Horizontal',
  'The same seed draws the same picture again': 'La misma semilla vuelve a dibujar la misma imagen',
  'Denoising steps: more takes longer': 'Pasos de limpieza del ruido: más tardan más',
  'How closely to follow the prompt': 'Con cuánta fidelidad seguir el texto',
  'Register your face from one photo': 'Registra tu cara con una foto',
  'A photo or a drawing of your face, from the front': 'Una foto o un dibujo de tu cara, de frente',
  'What to call it, as in S*name': 'Cómo llamarla, como en S*nombre',
  'Yes: I have read the consent and agree (else I show it to you first)':
    'Sí: he leído el consentimiento y acepto (si no, te lo muestro antes)',
  'Whose face it is, if not yours: that member is asked first':
    'De quién es la cara, si no es tuya: se pregunta antes a ese miembro',
  'What is kept of one of your identities': 'Lo que se guarda de una de tus identidades',
  'Which one': 'Cuál',
  'Give one of your identities another name': 'Da otro nombre a una de tus identidades',
  'Its new name': 'Su nuevo nombre',
  'Choose whom plain S* stands for': 'Elige quién es S* a secas',
  'Who else may draw one of your identities, and whether you are asked each time':
    'Quién más puede dibujar una de tus identidades, y si se te pregunta cada vez',
  'Who may draw it': 'Quién puede dibujarla',
  Nobody: 'Nadie',
  'Members I name': 'Miembros que yo nombro',
  'Everybody here': 'Todos aquí',
  'A member who may draw it': 'Un miembro que puede dibujarla',
  'A member who may not any more': 'Un miembro que ya no puede',
  'Yes: ask me each time, by a card that I approve or refuse':
    'Sí: pregúntame cada vez, con una tarjeta que acepto o rechazo',
  'Who had your face drawn, when, where and in which words':
    'Quién ha hecho dibujar tu cara, cuándo, dónde y con qué palabras',
  'Only of this one': 'Solo de esta',
  'Take pictures of your face away: one use, or all': 'Retira imágenes de tu cara: un uso o todos',
  'Its letters in /identity uses, or all': 'Sus letras en /identity uses, o all',
  'Keep one of your identities for another term': 'Conserva una de tus identidades otro plazo',
  'One of your identities as files: S* for other tools, and the record':
    'Una de tus identidades en archivos: S* para otras herramientas y la ficha',
  'Delete one of your identities for good': 'Borra para siempre una de tus identidades',
  'Delete everything about you, with a receipt': 'Borra todo lo tuyo, con un recibo',
  'Yes, delete everything (else I ask once more)': 'Sí, bórralo todo (si no, pregunto otra vez)',
  'Which command to explain': 'Qué orden explicar',
  'Register my face': 'Registrar mi cara',
  'Draw myself': 'Dibujarme',
  'Draw this member': 'Dibujar a este miembro',
  'Draw this with me': 'Dibujar esto conmigo',
  'Slack did not open the form: please try again in a moment.':
    'Slack no ha abierto el formulario: inténtalo de nuevo en un momento.',
  'I cannot reach my store right now, so nothing can be kept. Please try again in a minute.':
    'Ahora mismo no llego a mi almacén, así que no se puede guardar nada. Inténtalo de nuevo en un minuto.',
  'The attached picture is not here any more: attach it again.':
    'La imagen adjunta ya no está: adjúntala otra vez.',
  'A name needs at least one letter: choose another one.':
    'Un nombre necesita al menos una letra: elige otro.',
  'That file is empty: choose another one.': 'Ese archivo está vacío: elige otro.',
  '"{0}" is not a PNG, JPEG or WebP picture.': '«{0}» no es una imagen PNG, JPEG o WebP.',
  'That file has {0} MB; at most {1} MB fit: choose a smaller one.':
    'Ese archivo tiene {0} MB; caben {1} MB como máximo: elige uno más pequeño.',
  'Too many pictures are being uploaded just now: try again in a minute.':
    'Ahora mismo se suben demasiadas imágenes: inténtalo de nuevo en un minuto.',
  'I could not read that: please reload the page.': 'No he podido leer eso: recarga la página, por favor.',
  'I could not read that, for its "{0}": change it, or reload the page.':
    'No he podido leer eso, por su «{0}»: cámbialo o recarga la página.',
  'The photo could not be looked at just now: try it again in a minute.':
    'Ahora mismo no se ha podido mirar la foto: inténtalo de nuevo en un minuto.',
  'Nobody was free to look at the photo, and it is deleted: try it again in a minute.':
    'Nadie estaba libre para mirar la foto, y se ha borrado: inténtalo de nuevo en un minuto.',
  'Something went wrong on our side: try again in a minute.':
    'Algo ha fallado por nuestra parte: inténtalo de nuevo en un minuto.',
  'Uploads come from this page only: open it, and send the picture there.':
    'Solo se sube desde esta página: ábrela y envía allí la imagen.',
  'Open the page first, then upload.': 'Abre primero la página y después sube la imagen.',
  'That was a lot at once: slow down a little.': 'Ha sido mucho de golpe: ve un poco más despacio.',
  'Messages are text: upload pictures instead.': 'Los mensajes son texto: sube las imágenes.',
  'A message may have at most {0} KB: shorten it.': 'Un mensaje puede tener {0} KB como máximo: acórtalo.',
  'The model “{0}” cannot learn a face in one look: ask whoever runs this bot to switch the slow way on (INVERSION_STEPS), or to choose a model with an encoder.':
    'El modelo «{0}» no puede aprender una cara de un vistazo: pide a quien gestiona este bot que active la vía lenta (INVERSION_STEPS) o que elija un modelo con codificador.',
  'All of them': 'Todos',
  'The web chat needs JavaScript: allow it for this page.':
    'El chat web necesita JavaScript: permítelo en esta página.',
};
