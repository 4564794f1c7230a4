package servers

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"sync"
)

// Proxy stands between a client and a server: it keeps what the server says, and can cut the line in the middle of it.
type Proxy struct {
	Port int

	listener net.Listener
	target   string
	mu       sync.Mutex
	said     bytes.Buffer
	left     int // bytes that the server may still say; negative is without end
	open     map[net.Conn]bool
}

// NewProxy listens before the server on a port.
func NewProxy(port int) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{Port: l.Addr().(*net.TCPAddr).Port, listener: l, target: fmt.Sprintf("127.0.0.1:%d", port), left: -1, open: map[net.Conn]bool{}}
	go p.serve()
	return p, nil
}

// Close ends the listening and all lines.
func (p *Proxy) Close() error {
	p.CutAfter(0)
	return p.listener.Close()
}

// CutAfter lets the server say so many bytes more, over all lines, and then cuts them and takes no new ones. Below 0 the lines are whole again.
func (p *Proxy) CutAfter(bytes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = bytes
	p.said.Reset()
	if bytes == 0 {
		p.cut()
	}
}

// Said returns what the server has said since the last CutAfter.
func (p *Proxy) Said() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return bytes.Clone(p.said.Bytes())
}

func (p *Proxy) cut() {
	for c := range p.open {
		c.Close()
	}
	clear(p.open)
}

func (p *Proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		p.mu.Lock()
		if err != nil || p.left == 0 {
			client.Close()
			if err == nil {
				server.Close()
			}
			p.mu.Unlock()
			continue
		}
		p.open[client], p.open[server] = true, true
		p.mu.Unlock()
		go func() {
			io.Copy(server, client)
			server.Close()
		}()
		go func() {
			io.Copy(listened{p, client}, server)
			client.Close()
		}()
	}
}

// listened is the client's side of a line.
type listened struct {
	proxy *Proxy
	to    net.Conn
}

func (l listened) Write(b []byte) (int, error) {
	l.proxy.mu.Lock()
	defer l.proxy.mu.Unlock()
	n := len(b)
	if l.proxy.left >= 0 {
		n = min(n, l.proxy.left)
		l.proxy.left -= n
	}
	l.proxy.said.Write(b[:n])
	if _, err := l.to.Write(b[:n]); err != nil {
		return 0, err
	}
	if l.proxy.left == 0 {
		l.proxy.cut()
		return n, io.ErrClosedPipe
	}
	return n, nil
}
