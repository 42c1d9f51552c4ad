export { defineModule, type Module } from './module.ts';
