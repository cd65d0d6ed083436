import './runner';
