<!-- Text (正文): the text of a page's searchable parts, with a U+FDD0, which no page holds, where a block ends. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:for-each select="//*[@data-pagefind-body][not(ancestor::*[@data-pagefind-body])]">
      <xsl:apply-templates/>
      <xsl:text>&#xFDD0;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- What ends the block before it and is one. -->
  <xsl:template match="*">
    <xsl:text>&#xFDD0;</xsl:text>
    <xsl:apply-templates/>
    <xsl:text>&#xFDD0;</xsl:text>
  </xsl:template>

  <!-- What does not interrupt a sentence. -->
  <xsl:template match="a | abbr | b | bdi | bdo | cite | code | data | del | dfn | em | font | i | ins | kbd | mark | q
    | rp | rt | ruby | s | samp | small | span | strong | sub | sup | time | u | var | wbr">
    <xsl:apply-templates/>
  </xsl:template>

  <!-- What is no text to be found. -->
  <xsl:template priority="1" match="footer | form | head | iframe | label | nav | noscript | script | style | svg
    | template | textarea | *[@data-pagefind-ignore]"/>
</xsl:stylesheet>
