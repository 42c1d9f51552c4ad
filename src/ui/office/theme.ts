import type { ThemeConfig } from 'antd';

/** Seal red: the primary action, the current place, and what is overdue. Nothing else. */
export const sealRed = '#a8281f';
/** Deep blue: links, focus and selection, as on the portal. */
export const linkBlue = '#12507b';

const sans = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';

export const officeTheme: ThemeConfig = {
  token: {
    colorPrimary: linkBlue,
    colorLink: linkBlue,
    colorError: sealRed,
    // Dark enough to be read as text on white (AA).
    colorWarning: '#8a5a00',
    colorSuccess: '#22663f',
    colorText: '#1d2129',
    colorTextSecondary: '#4e5562',
    colorTextTertiary: '#646b78',
    colorTextPlaceholder: '#6b7280',
    colorBgLayout: '#f7f5f2',
    colorBorder: '#c9c2b6',
    colorBorderSecondary: '#e5e0d8',
    controlItemBgActive: '#eaf1f6',
    controlItemBgActiveHover: '#dfeaf2',
    controlItemBgHover: '#f7f5f2',
    borderRadius: 3,
    fontFamily: sans,
    fontSize: 14,
    motion: false,
    wireframe: false,
  },
  components: {
    Button: {
      colorPrimary: sealRed,
      colorPrimaryHover: '#8f1f17',
      colorPrimaryActive: '#751811',
      primaryShadow: 'none',
    },
    Table: { headerBg: '#f7f5f2', cellPaddingBlockSM: 7, headerSplitColor: 'transparent' },
    Tabs: { inkBarColor: sealRed, itemSelectedColor: '#1d2129', titleFontSize: 15 },
    Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 18 },
  },
};
