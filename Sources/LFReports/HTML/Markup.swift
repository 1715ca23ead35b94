import LFPictures

/// Pieces of HTML; all text from outside is escaped here or by the callers through `escaped`.
enum Markup {
  static func escaped(_ text: String) -> String { SVGDrawing.escaped(text) }

  /// A page that loads nothing: the policy forbids even what a mistake would ask for.
  static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>\(escaped(title))</title>
    <style>\(style)</style></head>
    <body>
    \(body)
    </body></html>

    """
  }

  /// A table; columns but the first are numbers.
  static func table(_ head: [String], _ rows: [[String]], marked: Set<Int> = []) -> String {
    let top =
      head.allSatisfy(\.isEmpty)
      ? "" : "<tr>" + head.map { "<th>\(escaped($0))</th>" }.joined() + "</tr>"
    let lines = rows.enumerated().map { i, row in
      "<tr\(marked.contains(i) ? " class=\"bad\"" : "")>" + row.map { "<td>\(escaped($0))</td>" }.joined()
        + "</tr>"
    }
    return "<div class=\"wide\"><table>\(top)\(lines.joined())</table></div>"
  }

  private static let style = """
    body{font:15px/1.45 Helvetica,Arial,'DejaVu Sans',sans-serif;margin:0 auto;max-width:1180px;padding:0 20px 40px;color:#222}
    .banner{margin:20px 0;padding:14px 22px;border-radius:8px;color:#fff}
    .banner h1{margin:0;font-size:26px}.banner p{margin:4px 0 0}
    .banner.good{background:#1d7a46}.banner.bad{background:#b3122b}.banner.neutral{background:#44546a}
    span.good{color:#1d7a46}span.bad,tr.bad td{color:#b3122b}span{font-weight:bold}
    .reasons li{margin:3px 0}h2{font-size:19px;margin:26px 0 8px}h3{font-size:15px;margin:18px 0 4px}
    table{border-collapse:collapse;font-size:13.5px}td,th{padding:2px 11px 2px 0;text-align:right;white-space:nowrap}
    td:first-child,th:first-child{text-align:left}th{border-bottom:1px solid #999}
    .wide,.figure{overflow-x:auto}.row{display:flex;flex-wrap:wrap;gap:12px 26px;align-items:flex-start}
    figure{margin:0}figcaption{font-size:12.5px;color:#444}.bar{height:10px;width:180px;display:inline-block;vertical-align:middle;border:1px solid #999}
    details{border-top:1px solid #ccc;padding:8px 0}summary{cursor:pointer;font-size:17px;font-weight:bold}
    .figure svg{max-width:100%;height:auto}code{font-size:12px}
    """
}
