package chromium

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// connection speaks the protocol of Chromium's developer tools: messages of JSON, each ended by a zero byte.
type connection struct {
	in  io.WriteCloser
	out io.ReadCloser

	messages chan message
	gone     chan struct{} // closed with the connection

	once   sync.Once
	last   int
	events []event // that have come
}

// message is an answer, or an event where it has no ID.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Params event           `json:"params"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// event is a step in the life of a page.
type event struct {
	Loader string `json:"loaderId"` // what is being loaded
	Name   string `json:"name"`
}

// errEnded is that the browser has closed its end.
var errEnded = errors.New("the browser has ended")

func newConnection(in io.WriteCloser, out io.ReadCloser) *connection {
	c := &connection{in: in, out: out, messages: make(chan message), gone: make(chan struct{})}
	go c.read()
	return c
}

func (c *connection) read() {
	defer close(c.messages)
	r := bufio.NewReaderSize(c.out, 1<<16)
	for {
		b, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(b[:len(b)-1], &m) != nil {
			return
		}
		select {
		case c.messages <- m:
		case <-c.gone:
			return
		}
	}
}

// call sends a command to the browser, or to the page of a session, and waits for the answer.
func (c *connection) call(ctx context.Context, session, method string, params, result any) error {
	c.last++
	command := struct {
		ID      int    `json:"id"`
		Session string `json:"sessionId,omitempty"`
		Method  string `json:"method"`
		Params  any    `json:"params,omitempty"`
	}{c.last, session, method, params}
	b, err := json.Marshal(command)
	if err != nil {
		return err
	}
	if _, err := c.in.Write(append(b, 0)); err != nil {
		return errEnded
	}
	for {
		m, err := c.next(ctx)
		switch {
		case err != nil:
			return err
		case m.ID == 0:
			c.events = append(c.events, m.Params)
		case m.ID != command.ID: // the answer to a call that was given up
		case m.Error != nil:
			return fmt.Errorf("%s: %s", method, m.Error.Message)
		case result == nil:
			return nil
		default:
			return json.Unmarshal(m.Result, result)
		}
	}
}

// wait waits for an event, which may have come before.
func (c *connection) wait(ctx context.Context, e event) error {
	for !slices.Contains(c.events, e) {
		m, err := c.next(ctx)
		if err != nil {
			return err
		}
		if m.ID == 0 {
			c.events = append(c.events, m.Params)
		}
	}
	return nil
}

func (c *connection) next(ctx context.Context) (message, error) {
	select {
	case m, ok := <-c.messages:
		if !ok {
			return m, errEnded
		}
		return m, nil
	case <-ctx.Done():
		return message{}, ctx.Err()
	}
}

func (c *connection) close() {
	c.once.Do(func() {
		close(c.gone)
		_ = c.in.Close() // nothing is lost: every command has been answered or given up
		_ = c.out.Close()
	})
}
