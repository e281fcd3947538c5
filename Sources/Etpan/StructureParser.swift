// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CEtpan

/// The MIME structure of a message as libetpan sees it.
///
/// The C tree is copied once into values and freed before the call ends. `mm_preamble` and `mm_epilogue` are never read:
/// libetpan 1.9.4 gives them a length near 2^64 where a boundary does not occur. RFC 2045, 2046; mailmime_parse.
public enum StructureParser {
    /// Parses a message and returns its outermost part; nil where libetpan finds no structure.
    ///
    /// For messages of known shape only: libetpan 1.9.4 writes out of bounds for the boundary `"\""` and takes quadratic
    /// time for nested multiparts. The caller bounds nesting and makes the boundaries.
    public static func parse(_ message: [UInt8]) -> ParsedPart? {
        message.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return nil }
                var index = 0
                var root: UnsafeMutablePointer<mailmime>?
                guard mailmime_parse(base, characters.count, &index, &root) == 0, let root else { return nil }
                defer { mailmime_free(root) }
                // The root is a message/rfc822 node that libetpan puts around every message.
                guard root.pointee.mm_type == Int32(MAILMIME_MESSAGE),
                    let outermost = root.pointee.mm_data.mm_message.mm_msg_mime
                else { return nil }
                return part(outermost.pointee, base: base, count: characters.count)
            }
        }
    }

    private static func part(_ node: mailmime, base: UnsafePointer<CChar>, count: Int) -> ParsedPart {
        var part = ParsedPart()
        if let type = node.mm_content_type { readType(type.pointee, into: &part) }
        for field in ListCells(node.mm_mime_fields?.pointee.fld_list, of: mailmime_field.self) {
            readField(field.pointee, into: &part)
        }
        if node.mm_type == Int32(MAILMIME_MULTIPLE) {
            part.children = ListCells(node.mm_data.mm_multipart.mm_mp_list, of: mailmime.self)
                .map { Self.part($0.pointee, base: base, count: count) }
        } else if node.mm_type == Int32(MAILMIME_SINGLE), let data = node.mm_data.mm_single?.pointee,
            data.dt_type == Int32(MAILMIME_DATA_TEXT), let start = data.dt_data.dt_text.dt_data
        {
            let offset = start - base
            let length = data.dt_data.dt_text.dt_length
            if offset >= 0 && offset <= count && length <= count - offset { part.body = offset..<offset + length }
        }
        return part
    }

    private static func readField(_ field: mailmime_field, into part: inout ParsedPart) {
        switch Int(field.fld_type) {
        case MAILMIME_FIELD_TYPE:
            if let type = field.fld_data.fld_content { readType(type.pointee, into: &part) }
        case MAILMIME_FIELD_TRANSFER_ENCODING:
            if let mechanism = field.fld_data.fld_encoding { part.encoding = encoding(mechanism.pointee) }
        case MAILMIME_FIELD_ID:
            part.contentID = copiedBytes(field.fld_data.fld_id)
        case MAILMIME_FIELD_DISPOSITION:
            if let disposition = field.fld_data.fld_disposition {
                readDisposition(disposition.pointee, into: &part)
            }
        default:
            break
        }
    }

    private static func readType(_ content: mailmime_content, into part: inout ParsedPart) {
        guard let type = content.ct_type?.pointee else { return }
        part.essence = "\(name(of: type))/\(lowercased(content.ct_subtype))"
        part.parameters = ListCells(content.ct_parameters, of: mailmime_parameter.self).map {
            parameter($0.pointee.pa_name, $0.pointee.pa_value)
        }
    }

    private static func name(of type: mailmime_type) -> String {
        if type.tp_type == Int32(MAILMIME_TYPE_COMPOSITE_TYPE), let composite = type.tp_data.tp_composite_type?.pointee
        {
            switch Int(composite.ct_type) {
            case MAILMIME_COMPOSITE_TYPE_MESSAGE: return "message"
            case MAILMIME_COMPOSITE_TYPE_MULTIPART: return "multipart"
            default: return lowercased(composite.ct_token)
            }
        }
        guard type.tp_type == Int32(MAILMIME_TYPE_DISCRETE_TYPE), let discrete = type.tp_data.tp_discrete_type?.pointee
        else { return "" }
        switch Int(discrete.dt_type) {
        case MAILMIME_DISCRETE_TYPE_TEXT: return "text"
        case MAILMIME_DISCRETE_TYPE_IMAGE: return "image"
        case MAILMIME_DISCRETE_TYPE_AUDIO: return "audio"
        case MAILMIME_DISCRETE_TYPE_VIDEO: return "video"
        case MAILMIME_DISCRETE_TYPE_APPLICATION: return "application"
        default: return lowercased(discrete.dt_extension)
        }
    }

    private static func encoding(_ mechanism: mailmime_mechanism) -> String {
        switch Int(mechanism.enc_type) {
        case MAILMIME_MECHANISM_7BIT: "7bit"
        case MAILMIME_MECHANISM_8BIT: "8bit"
        case MAILMIME_MECHANISM_BINARY: "binary"
        case MAILMIME_MECHANISM_QUOTED_PRINTABLE: "quoted-printable"
        case MAILMIME_MECHANISM_BASE64: "base64"
        default: lowercased(mechanism.enc_token)
        }
    }

    private static func readDisposition(_ disposition: mailmime_disposition, into part: inout ParsedPart) {
        guard let type = disposition.dsp_type?.pointee else { return }
        switch Int(type.dsp_type) {
        case MAILMIME_DISPOSITION_TYPE_INLINE: part.disposition = "inline"
        case MAILMIME_DISPOSITION_TYPE_ATTACHMENT: part.disposition = "attachment"
        default: part.disposition = lowercased(type.dsp_extension)
        }
        for entry in ListCells(disposition.dsp_parms, of: mailmime_disposition_parm.self) {
            // Dates and sizes say nothing that reading uses, and anybody may write anything there.
            switch Int(entry.pointee.pa_type) {
            case MAILMIME_DISPOSITION_PARM_FILENAME:
                part.dispositionParameters.append(
                    .init(name: "filename", value: copiedBytes(entry.pointee.pa_data.pa_filename)))
            case MAILMIME_DISPOSITION_PARM_PARAMETER:
                guard let other = entry.pointee.pa_data.pa_parameter?.pointee else { continue }
                part.dispositionParameters.append(parameter(other.pa_name, other.pa_value))
            default: continue
            }
        }
    }

    private static func parameter(
        _ name: UnsafePointer<CChar>?, _ value: UnsafePointer<CChar>?
    ) -> ParsedPart.Parameter {
        ParsedPart.Parameter(name: lowercased(name), value: copiedBytes(value))
    }

    private static func lowercased(_ text: UnsafePointer<CChar>?) -> String {
        String(decoding: copiedBytes(text), as: UTF8.self).lowercased()
    }
}
