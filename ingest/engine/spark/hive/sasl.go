package hive

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What a message of the negotiation means: https://github.com/apache/thrift/blob/master/doc/specs/thrift-sasl-spec.txt.
const (
	saslStart    = 1
	saslOK       = 2
	saslComplete = 5
)

// plain says who one is, by SASL PLAIN (RFC 4616) as Thrift frames it. What follows is framed as Thrift frames without SASL.
func plain(line io.ReadWriter, user, password string) error {
	var out []byte
	for _, m := range []struct {
		status byte
		body   string
	}{{saslStart, "PLAIN"}, {saslOK, "\x00" + user + "\x00" + password}} {
		out = append(out, m.status)
		out = binary.BigEndian.AppendUint32(out, uint32(len(m.body)))
		out = append(out, m.body...)
	}
	if _, err := line.Write(out); err != nil {
		return err
	}
	var header [5]byte
	if _, err := io.ReadFull(line, header[:]); err != nil {
		return err
	}
	const most = 1 << 16
	n := binary.BigEndian.Uint32(header[1:])
	if header[0] < saslStart || header[0] > saslComplete || n > most {
		return errors.New("the server speaks no SASL: see its port, auth and ssl")
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(line, body); err != nil {
		return err
	}
	if header[0] != saslComplete {
		return &Error{State: "28000", Message: fmt.Sprintf("the server refuses the user: %q", body)}
	}
	return nil
}
