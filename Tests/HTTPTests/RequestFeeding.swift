import HTTP

/// What became of some bytes that were given to the parser.
struct Reading: Equatable {
    var heads: [HTTPRequestHead] = []
    var error: HTTPParseError?
    var unused: [UInt8] = []
}

/// Reads all requests without bodies in some bytes, given to the parser in pieces of a size.
func read(_ bytes: [UInt8], inPiecesOf size: Int = .max, limits: HTTPSyntaxLimits = HTTPSyntaxLimits()) -> Reading {
    var parser = HTTPRequestParser()
    var reading = Reading()
    var start = 0
    var end = 0
    while end < bytes.count {
        end = size < bytes.count - end ? end + size : bytes.count
        do throws(HTTPParseError) {
            while let (head, length) = try parser.parse(bytes[start..<end].span, limits: limits) {
                reading.heads.append(head)
                start += length
            }
        } catch {
            reading.error = error
            return reading
        }
    }
    reading.unused = Array(bytes[start...])
    return reading
}

/// Reads one request without a body.
func read(_ text: String, limits: HTTPSyntaxLimits = HTTPSyntaxLimits()) -> Reading {
    read(Array(text.utf8), limits: limits)
}
