/** @file The whole page: state in, events out, and which dialog is open. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { type CommandLine, meantCommand, valuesOf } from '../../command-line.ts';
import { OPEN_PORTRAIT_MAKER } from '../../message.ts';
import type { Choice } from '../../option.ts';
import type { ClientEvent } from '../protocol.ts';
import type { PictureView } from '../view.ts';
import { Banner } from './banner.tsx';
import { completionKey, Composer, type Draft } from './composer.tsx';
import type { Connection } from './connection.ts';
import { DropZone } from './drop-zone.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Head } from './head.tsx';
import { t } from './language.ts';
import { Lightbox } from './lightbox.tsx';
import type { MessageActions } from './message-item.tsx';
import { MessageList } from './message-list.tsx';
import { PortraitMaker } from './portrait/portrait-maker.tsx';
import { Sidebar } from './sidebar.tsx';
import { type ChatEvent, type ChatState, initialState, reduce } from './state.ts';
import { Toasts } from './toasts.tsx';
import { type Attached, uploadPicture } from './upload.ts';
import { Welcome } from './welcome.tsx';

export interface AppProps {
  /** Called once; the web socket in the product. */
  readonly connect: (dispatch: (event: ChatEvent) => void) => Connection;
}

const NO_CHOICES: readonly Choice[] = [];
const EMPTY: Draft = { text: '', attached: [] };

export function App({ connect }: AppProps): JSX.Element {
  const [state, dispatch] = useReducer(reduce, initialState);
  const request = useRequests(connect, dispatch);
  const [draft, setDraft] = useState(EMPTY);
  const [focusCount, setFocusCount] = useState(0);
  const [uploading, setUploading] = useState<string | undefined>(undefined);
  const completing = useRef({ requestId: '', of: '' });
  const [made, setMade] = useState(false);
  const [making, setMaking] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [sideOpen, setSideOpen] = useState(false);
  const [shown, setShown] = useState<PictureView | undefined>(undefined);
  const pictures = useMemo(() => state.messages.flatMap((message) => message.pictures), [state.messages]);

  const write = (next: Partial<Draft>): void => {
    setDraft((old) => ({ ...old, ...next }));
    setFocusCount((count) => count + 1);
  };
  const refuse = (sentence: string): void => {
    dispatch({ type: 'toast', sentence });
  };
  const attach = async (file: Blob | Promise<Blob>, fileName: string): Promise<Attached | undefined> => {
    setUploading(fileName);
    try {
      const attached = await uploadPicture(await file, fileName, state.limits.maxUploadBytes);
      setDraft((old) => ({ ...old, attached: [attached] }));
      setMade(true);
      return attached;
    } catch (error) {
      refuse(error instanceof Error ? error.message : t`The upload failed: try it again in a moment.`);
      return undefined;
    } finally {
      setUploading(undefined);
    }
  };
  const attachFile = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1) refuse(t`One picture at a time: I took the first.`);
    void attach(file, file.name).then((attached) => {
      if (attached === undefined) return;
      // Never over what was typed while it was on its way.
      setDraft((old) => (old.text === '' ? { ...old, text: '/identity register ' } : old));
      write({});
    });
  };
  const send = (line: CommandLine, { text, attached }: Draft): boolean => {
    const meant = meantCommand(line, state.commands);
    // The line stays, to be mended.
    if (meant !== undefined)
      return request.send({ type: 'invoke', requestId: request.newId(), ...meant, options: {} });
    const ok =
      line.kind === 'command'
        ? request.send({
            type: 'invoke',
            requestId: request.newId(),
            command: line.command.name,
            ...(line.command.subcommand === undefined ? {} : { subcommand: line.command.subcommand }),
            options: optionsOf(line, attached),
          })
        : request.send({ type: 'say', requestId: request.newId(), text });
    if (ok) setDraft(EMPTY);
    return ok;
  };
  const actions = useMemo<MessageActions>(
    () => ({
      press(button, { id }) {
        if (button.actionId === OPEN_PORTRAIT_MAKER) {
          setMaking(true);
          return;
        }
        const press = { type: 'press', actionId: button.actionId, fields: {} } as const;
        request.send({ ...press, requestId: request.newId(), messageId: id });
      },
      dismiss({ id, kept }) {
        if (kept) request.send({ type: 'dismiss', messageId: id });
        dispatch({ type: 'removed', id });
      },
      openPicture: setShown,
    }),
    [request],
  );
  const steps = stepsOf(state, made);

  return (
    <div class="frame">
      <Sidebar
        open={sideOpen}
        channel={state.channel}
        me={state.me}
        members={state.members}
        onRename={() => {
          setSideOpen(false);
          setRenaming(true);
        }}
        onClose={() => {
          setSideOpen(false);
        }}
      />
      <DropZone onFiles={attachFile}>
        <Head
          channel={state.channel}
          menuOpen={sideOpen}
          onMenu={() => {
            setSideOpen(true);
          }}
          onMake={() => {
            setMaking(true);
          }}
          onGallery={() => {
            const latest = pictures.at(-1);
            if (latest === undefined) refuse(t`No pictures here yet: /imagine makes the first one.`);
            else setShown(latest);
          }}
        />
        <Banner state={state} />
        <MessageList
          messages={state.messages}
          reader={state.me?.id}
          more={state.more}
          actions={actions}
          onEarlier={() => {
            request.send({ type: 'earlier', before: state.messages[0]?.order ?? 0 });
          }}
        >
          {state.me === undefined ? null : (
            <Welcome
              channel={state.channel}
              {...steps}
              onMake={() => {
                setMaking(true);
              }}
              onWrite={(text) => {
                write({ text });
              }}
            />
          )}
        </MessageList>
        <Composer
          draft={draft}
          onDraft={setDraft}
          commands={state.commands}
          choices={{
            of: state.choices?.requestId === completing.current.requestId ? completing.current.of : '',
            choices: state.choices?.choices ?? NO_CHOICES,
          }}
          uploading={uploading}
          maxLength={state.limits.maxTextLength}
          connected={state.connection === 'open'}
          focusCount={focusCount}
          onComplete={(command, option, typed) => {
            const { name, subcommand } = command;
            const place = { command: name, ...(subcommand === undefined ? {} : { subcommand }) };
            const requestId = request.newId();
            completing.current = { requestId, of: completionKey(command, option) };
            request.send({
              type: 'complete',
              requestId,
              ...place,
              option,
              typed: typed.slice(0, 200),
            });
          }}
          onSend={send}
          onFiles={attachFile}
          onPortraitMaker={() => {
            setMaking(true);
          }}
          onRefuse={refuse}
        />
      </DropZone>
      {making ? (
        <PortraitMaker
          onClose={() => {
            setMaking(false);
          }}
          onUse={(png, name) => {
            setMaking(false);
            // The line is there at once, for a quick Enter too: it goes out when the picture is there.
            write({ text: `/identity register name:${name}` });
            void attach(png, `${name}.png`);
          }}
        />
      ) : null}
      {state.form === undefined ? null : (
        <FormDialog
          form={state.form}
          onClose={() => {
            dispatch({ type: 'form-closed' });
          }}
          onSubmit={(fields) => {
            const actionId = state.form?.actionId ?? '';
            if (request.send({ type: 'press', requestId: request.newId(), actionId, fields })) {
              dispatch({ type: 'form-closed' });
            }
          }}
        />
      )}
      {renaming ? (
        <FormDialog
          form={renameForm(state.me?.name ?? '')}
          onClose={() => {
            setRenaming(false);
          }}
          onSubmit={({ name = '' }) => {
            request.send({ type: 'rename', requestId: request.newId(), name });
            setRenaming(false);
          }}
        />
      ) : null}
      {shown === undefined ? null : (
        <Lightbox
          pictures={pictures}
          shown={shown}
          onShow={setShown}
          onClose={() => {
            setShown(undefined);
          }}
        />
      )}
      <Toasts
        toasts={state.toasts}
        onClose={(id) => {
          dispatch({ type: 'toast-closed', id });
        }}
      />
      <p class="unseen" role="status" aria-live="polite">
        {state.announcement}
      </p>
    </div>
  );
}

interface Requests {
  readonly newId: () => string;
  readonly send: (event: ClientEvent) => boolean;
}

function useRequests(connect: AppProps['connect'], dispatch: (event: ChatEvent) => void): Requests {
  const connection = useRef<Connection | undefined>(undefined);
  const count = useRef(0);
  useEffect(() => {
    connection.current = connect(dispatch);
    return () => {
      connection.current?.close();
    };
  }, []);
  return useMemo(
    () => ({
      newId() {
        count.current += 1;
        return `r${count.current}`;
      },
      send(event) {
        const sent = connection.current?.send(event) ?? false;
        if (!sent) dispatch({ type: 'toast', sentence: t`Not connected just now. Try again in a moment.` });
        return sent;
      },
    }),
    [],
  );
}

function optionsOf(
  line: CommandLine & { readonly kind: 'command' },
  attached: readonly Attached[],
): Readonly<Record<string, string | { readonly upload: string }>> {
  const photo = line.command.options.find(({ type }) => type === 'attachment');
  const [first] = attached;
  return {
    ...valuesOf(line),
    ...(photo === undefined || first === undefined ? {} : { [photo.name]: { upload: first.id } }),
  };
}

/** Which of a newcomer's three steps this member has taken; the last one as far as the channel shows it. */
function stepsOf(
  { messages, me, registered }: ChatState,
  made: boolean,
): { readonly made: boolean; readonly registered: boolean; readonly imagined: boolean } {
  const imagined = messages.some(
    ({ invocation, pictures }) => invocation?.member.id === me?.id && pictures.length > 0,
  );
  return { made: made || registered || imagined, registered, imagined };
}

const renameForm = (name: string): Parameters<typeof FormDialog>[0]['form'] => ({
  title: t`Your name here`,
  actionId: '',
  submitLabel: t`Save`,
  fields: [{ name: 'name', label: t`Name`, value: name, multiline: false, required: true, maxLength: 32 }],
});
