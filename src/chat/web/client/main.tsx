/** @file Starts the page. */
import { render } from 'preact';
import { App } from './app.tsx';
import { connect } from './connection.ts';

const page = document.getElementById('page');
if (page) render(<App connect={connect} />, page);
