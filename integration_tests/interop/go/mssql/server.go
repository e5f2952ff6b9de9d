package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strings"
	"unicode/utf16"
)

// The parts of TDS, the protocol of SQL Server, that a login by token takes:
// https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/
const (
	replyPacket  = 4
	lastPacket   = 1
	headerLength = 8
)

var (
	// No encryption, and whoever logs in brings a token.
	preloginReply = []byte{1, 0, 11, 0, 1, 6, 0, 12, 0, 1, 0xff, 2, 1}
	// LOGINACK of TDS 7.4, and DONE.
	loginReply = append([]byte{0xad, 10, 0, 1, 0x74, 0, 0, 4, 0, 0, 0, 0, 0, 0xfd}, make([]byte, 12)...)
)

// server is as much of a SQL Server as a login takes: it says whose tokens it wants, and gets one.
type server struct {
	net.Listener
	resource, authority string
	token               chan string
}

func listen(resource, authority string) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	made := &server{listener, resource, authority, make(chan string, 1)}
	go made.serve()
	return made, nil
}

func (s *server) address() string { return s.Addr().String() }

// tokenFault is what is wrong with the token that came with a login.
func (s *server) tokenFault() error {
	if strings.Count(<-s.token, ".") != 2 {
		return errors.New("the server got no token")
	}
	return nil
}

func (s *server) serve() {
	conn, err := s.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	for _, reply := range [][]byte{preloginReply, s.whoseToken()} {
		if _, err := exchange(conn, reply); err != nil {
			return
		}
	}
	token, err := exchange(conn, loginReply)
	if err != nil || len(token) < 8 {
		return
	}
	s.token <- decode(token[8:])
}

// whoseToken is FEDAUTHINFO, with the authority and the resource.
func (s *server) whoseToken() []byte {
	const authorityID, resourceID, optionsLength = 1, 2, 4 + 2*9
	authority, resource := encode(s.authority), encode(s.resource)
	info := binary.LittleEndian.AppendUint32(nil, 2)
	option := func(id byte, value []byte, offset int) {
		info = binary.LittleEndian.AppendUint32(append(info, id), uint32(len(value)))
		info = binary.LittleEndian.AppendUint32(info, uint32(offset))
	}
	option(authorityID, authority, optionsLength)
	option(resourceID, resource, optionsLength+len(authority))
	info = append(append(info, authority...), resource...)
	token := binary.LittleEndian.AppendUint32([]byte{0xee}, uint32(len(info)))
	return append(token, info...)
}

// exchange reads a message and replies to it; returns its body.
func exchange(conn net.Conn, reply []byte) ([]byte, error) {
	var body []byte
	for header := [headerLength]byte{}; header[1]&lastPacket == 0; {
		if _, err := io.ReadFull(conn, header[:]); err != nil {
			return nil, err
		}
		packet := make([]byte, int(binary.BigEndian.Uint16(header[2:]))-headerLength)
		if _, err := io.ReadFull(conn, packet); err != nil {
			return nil, err
		}
		body = append(body, packet...)
	}
	header := binary.BigEndian.AppendUint16([]byte{replyPacket, lastPacket}, uint16(headerLength+len(reply)))
	_, err := conn.Write(append(append(header, 0, 0, 1, 0), reply...))
	return body, err
}

func encode(text string) []byte {
	var bytes []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		bytes = binary.LittleEndian.AppendUint16(bytes, unit)
	}
	return bytes
}

func decode(bytes []byte) string {
	var units []uint16
	for ; len(bytes) > 1; bytes = bytes[2:] {
		units = append(units, binary.LittleEndian.Uint16(bytes))
	}
	return string(utf16.Decode(units))
}
