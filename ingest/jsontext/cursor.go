package jsontext

import "bytes"

// List walks an array in steps, so that a reader can stop after a batch and go on where it was.
type List struct {
	n  Node
	at int // of the next element in the node's text
}

// List returns a walk over an array from its first element.
func (n Node) List() List { return List{n, blanks(n.text, 1)} }

// Next returns the next element. It is not ok after the last.
func (l *List) Next() (value Node, ok bool) {
	text := l.n.text
	if text[l.at] == ']' {
		return Node{}, false
	}
	end := valueEnd(text, l.at)
	value = Node{text[l.at:end], l.n.at + l.at}
	if l.at = blanks(text, end); text[l.at] == ',' {
		l.at = blanks(text, l.at+1)
	}
	return value, true
}

// Cursor walks an array token by token, for lists of millions of small objects: it passes over every byte once, where nodes within nodes
// pass over it once for each level.
type Cursor struct {
	n  Node
	at int // of the next token in the node's text
}

// Cursor returns a walk over the tokens of an array, after its opening bracket.
func (n Node) Cursor() Cursor { return Cursor{n, 1} }

// Token returns the next token: a text with its quotation marks, a number, true, false, null, or one of { } [ ]. Commas and colons are passed
// over. It must not be called after the bracket that closes the array.
func (c *Cursor) Token() []byte {
	text, i := c.n.text, c.at
	for {
		switch text[i] {
		case ' ', '\n', '\r', '\t', ',', ':':
			i++
			continue
		case '{', '}', '[', ']':
			c.at = i + 1
			return text[i : i+1]
		}
		c.at = valueEnd(text, i)
		return text[i:c.at]
	}
}

// Rest passes over what is left of the object or array that a token opened.
func (c *Cursor) Rest() {
	for depth := 1; depth > 0; {
		switch c.Token()[0] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
	}
}

// Offset returns the place of the next token, for [Document.Line].
func (c *Cursor) Offset() int {
	i := c.at
	for i < len(c.n.text) && (c.n.text[i] == ',' || c.n.text[i] == ':' || blanks(c.n.text, i) > i) {
		i++
	}
	return c.n.at + i
}

// Inner returns the text of a text token, without a copy where it has no escapes. It is nil of any other token.
func Inner(token []byte) []byte {
	if len(token) == 0 || token[0] != '"' {
		return nil
	}
	if bytes.IndexByte(token, '\\') >= 0 {
		return []byte(Node{text: token}.Text())
	}
	return token[1 : len(token)-1]
}
