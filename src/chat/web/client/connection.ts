/** @file The web socket to the server: opens again after every loss, a little later each time. */
import type { ClientEvent } from '../protocol.ts';
import type { ServerEvent } from '../view.ts';
import type { ChatEvent } from './state.ts';

export interface Connection {
  /** False while there is no connection: nothing is sent later behind one's back. */
  readonly send: (event: ClientEvent) => boolean;
  readonly close: () => void;
}

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 8000;

export function connect(dispatch: (event: ChatEvent) => void): Connection {
  let socket: WebSocket | undefined;
  let losses = 0;
  let closed = false;
  let timer = 0;

  const open = (): void => {
    dispatch({ type: 'connecting' });
    const url = new URL('/socket', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const current = new WebSocket(url);
    socket = current;
    current.onopen = () => {
      losses = 0;
    };
    current.onmessage = ({ data }) => {
      // The page's own server is trusted to send what view.ts says.
      if (typeof data === 'string') dispatch(JSON.parse(data) as ServerEvent);
    };
    current.onclose = () => {
      if (closed) return;
      dispatch({ type: 'lost' });
      const delay = Math.min(FIRST_DELAY_MS * 2 ** losses, LONGEST_DELAY_MS);
      losses += 1;
      timer = window.setTimeout(open, delay);
    };
  };
  open();
  window.addEventListener('online', () => {
    if (socket?.readyState !== WebSocket.CLOSED) return;
    window.clearTimeout(timer);
    open();
  });
  return {
    send(event) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(event));
      return true;
    },
    close() {
      closed = true;
      window.clearTimeout(timer);
      socket?.close();
    },
  };
}
