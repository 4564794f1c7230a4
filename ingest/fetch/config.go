package fetch

import (
	"context"
	"strconv"
	"time"

	"github.com/jamlik/jamlik/ingest/jsontext"
)

// config is what a server says of itself.
type config struct {
	limits  ServerLimits
	licence string
	source  string // credit line in the language asked for
}

// defaultCells is the most cells of a call where neither the server nor the options say. A server that allows fewer is asked for less.
const defaultCells = 10_000

// cells returns the most cells of a call.
func (s ServerLimits) cells(l Limits) int {
	switch {
	case l.Cells > 0:
		return l.Cells
	case s.Cells > 0:
		return s.Cells
	}
	return defaultCells
}

// parseConfig reads /config of PxWebApi 2 and ?config of version 1, which names the limits otherwise. What is missing or makes no sense is as if
// it were not said.
func parseConfig(name, language string, text []byte) (config, error) {
	d, err := jsontext.Parse(name, "the configuration of a server", text)
	if err != nil {
		return config{}, err
	}
	o, err := d.Object(d.Root(), "the configuration")
	if err != nil {
		return config{}, err
	}
	var c config
	c.limits.Cells = positive(o.Get("maxDataCells"))
	for _, key := range []string{"maxCells", "maxValues"} { // version 1
		if n := positive(o.Get(key)); n > 0 && (c.limits.Cells == 0 || n < c.limits.Cells) {
			c.limits.Cells = n
		}
	}
	c.limits.Calls = max(positive(o.Get("maxCallsPerTimeWindow")), positive(o.Get("maxCalls")))
	c.limits.Window = time.Duration(min(positive(o.Get("timeWindow")), 86_400)) * time.Second
	c.licence = shown(o.Get("license").Text())
	if refs := o.Get("sourceReferences"); refs.IsArray() {
		refs.Elements(func(_ int, n jsontext.Node) bool {
			r, err := d.Object(n, "sourceReferences")
			if err == nil && (c.source == "" || r.Get("language").Text() == language) {
				c.source = shown(r.Get("text").Text())
			}
			return true
		})
	}
	return c, nil
}

// positive returns a whole number above 0, given as a number or a text, and 0 of anything else.
func positive(n jsontext.Node) int {
	text := string(n.Raw())
	if n.IsText() {
		text = n.Text()
	}
	i, err := strconv.Atoi(text)
	if err != nil || i < 0 {
		return 0
	}
	return i
}

// configOf reads the configuration of a server once for a client, and keeps to its pace from then on.
func (c *Client) configOf(ctx context.Context, at place, call Call) (config, error) {
	key := call.URL + " " + at.language
	c.mu.Lock()
	conf, ok := c.configs[key]
	c.mu.Unlock()
	if ok {
		return conf, nil
	}
	r, err := c.do(ctx, at, call, condition{})
	if err != nil {
		return config{}, err
	}
	if conf, err = parseConfig(call.Method+" "+call.URL, at.language, r.body); err != nil {
		return config{}, err
	}
	c.pace(at, conf.limits.Calls, conf.limits.Window)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.configs[key] = conf
	return conf, nil
}
